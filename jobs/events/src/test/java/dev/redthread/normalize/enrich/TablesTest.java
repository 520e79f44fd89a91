package dev.redthread.normalize.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.event.Value;
import dev.redthread.normalize.DerivedField;
import dev.redthread.normalize.MappingException;
import dev.redthread.normalize.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code enrichment.yml} and its files: the fields, what is found, and every problem by its line.
 */
final class TablesTest {
  private static final String YAML =
      """
      networks: [networks/vpn.txt, networks/all.csv]
      attributes:
        people:
          file: people.csv
          fields: [person, user.email]
          separator: ';'
          columns: {department: text, privileged: boolean, grade: number, roles: text}
      watch_lists:
        leavers: {file: leavers.txt, fields: [person]}
        bad_addresses: {file: addresses.txt, fields: [source.ip]}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(folder.resolve("config/networks"));
    put("enrichment.yml", YAML);
    put("networks/vpn.txt", "# exits of our VPN\n198.51.100.0/28\n2001:db8:7::/48\n");
    put(
        "networks/all.csv",
        "cidr,label\n198.51.100.0/24,hosting\n198.51.100.0/28,own\n203.0.113.9,tor\n");
    put(
        "people.csv",
        """
        who,department,unused,privileged,grade,roles
        Mona@Company.example,"Sales, EMEA",x,true,7.0,admin; auditor;admin
        tim@company.example,,x,,,
        """);
    put("leavers.txt", "# as of today\nMONA@company.example\n");
    put("addresses.txt", "2001:DB8:0:0::1\n");
  }

  private void put(String name, String text) throws IOException {
    Files.writeString(folder.resolve("config").resolve(name), text);
  }

  private Enrichment enrichment() throws IOException {
    return Enrichment.beside(folder.resolve("config/sources"));
  }

  private static String found(Enrichment spec, String field, String text) {
    Tables tables = LoadedTables.load(spec);
    DerivedField derived =
        spec.fields().stream().filter(each -> each.name().equals(field)).findFirst().orElseThrow();
    List<String> found = new ArrayList<>();
    for (DerivedField.Lookup lookup : derived.lookups()) {
      Value value = tables.find(lookup, text);
      if (value != null) {
        found.add(
            lookup.field()
                + ": "
                + value
                + " "
                + tables.origin(lookup, text).replace('\\', '/').replaceAll("[^ ]*/", ""));
      }
    }
    return String.join("\n", found);
  }

  @Test
  void theFieldsAreThoseOfTheTablesWithTheirTypes() throws IOException {
    assertThat(enrichment().fields())
        .extracting(field -> field.name() + " " + field.type())
        .containsExactly(
            "source.network.name TEXT",
            "redthread.people.department TEXT",
            "redthread.people.privileged FLAG",
            "redthread.people.grade NUMBER",
            "redthread.people.roles TEXT",
            "redthread.watchlist TEXT");
  }

  @Test
  void theSmallestNetworkNamesAnAddressByAllItsNames() throws IOException {
    Enrichment spec = enrichment();
    assertThat(found(spec, "source.network.name", "198.51.100.7"))
        .isEqualTo(
            "source.ip: Many[values=[Text[value=vpn], Text[value=own]]] vpn.txt:2 and all.csv:3");
    assertThat(found(spec, "source.network.name", "198.51.100.16"))
        .isEqualTo("source.ip: Text[value=hosting] all.csv:2");
    assertThat(found(spec, "source.network.name", "::ffff:203.0.113.9"))
        .isEqualTo("source.ip: Text[value=tor] all.csv:4");
    assertThat(found(spec, "source.network.name", "2001:db8:7:1::5"))
        .isEqualTo("source.ip: Text[value=vpn] vpn.txt:3");
    assertThat(found(spec, "source.network.name", "192.0.2.1")).isEmpty();
    assertThat(found(spec, "source.network.name", "none")).isEmpty();
  }

  @Test
  void attributesHaveTheirTypesAndAreFoundWhateverTheCase() throws IOException {
    Enrichment spec = enrichment();
    assertThat(found(spec, "redthread.people.department", "mona@company.EXAMPLE"))
        .isEqualTo(
            """
            person: Text[value=Sales, EMEA] people.csv:2
            user.email: Text[value=Sales, EMEA] people.csv:2""");
    assertThat(found(spec, "redthread.people.privileged", "mona@company.example"))
        .startsWith("person: Flag[value=true] ");
    assertThat(found(spec, "redthread.people.grade", "mona@company.example"))
        .startsWith("person: Whole[value=7] ");
    assertThat(found(spec, "redthread.people.roles", "mona@company.example"))
        .startsWith("person: Many[values=[Text[value=admin], Text[value=auditor]]] ");
    assertThat(found(spec, "redthread.people.department", "tim@company.example")).isEmpty();
    assertThat(found(spec, "redthread.people.department", "nobody")).isEmpty();
  }

  @Test
  void aWatchListHasItsValuesByTheFieldsItIsFor() throws IOException {
    Enrichment spec = enrichment();
    assertThat(found(spec, "redthread.watchlist", "mona@company.example"))
        .isEqualTo("person: Text[value=leavers] leavers.txt:2");
    assertThat(found(spec, "redthread.watchlist", "2001:db8::1"))
        .isEqualTo("source.ip: Text[value=bad_addresses] addresses.txt:1");
  }

  @Test
  void everyProblemOfEveryFileIsToldWithItsLine() throws IOException {
    put("networks/vpn.txt", "198.51.100.7/28\n10.0.0.0/33\nvpn.example\n10.0.0.0/8,ours\n");
    put("networks/all.csv", "cidr,label\n10.0.0.0/8\n10.0.0.0/8,\n2001:db8::/129,x\n");
    put(
        "people.csv",
        """
        who,department,privileged,grade,grades
        a@b.example,x,yes,7,8
        a@b.example,x,true,seven,8
        ,x,true,7,8
        c@d.example,x
        "e@f.example,x,true,7,8
        """);
    put("leavers.txt", "one,two\n");
    Files.delete(folder.resolve("config/addresses.txt"));

    assertThat(problems())
        .isEqualTo(
            "addresses.txt:1:1: there is no such file: put it there or take it out of"
                + " enrichment.yml");

    put("addresses.txt", "");
    assertThat(problems())
        .isEqualTo(
            """
            leavers.txt:1:1: a line must be one value: put it in quotes where it holds a comma
            all.csv:2:1: a line must be a network, a comma, a label
            all.csv:3:1: a line must be a network, a comma, a label
            all.csv:4:1: the length in '2001:db8::/129' must be a number from 0 to 128
            vpn.txt:1:1: '198.51.100.7/28' has an address within the network in place of its first one: correct the address or the length
            vpn.txt:2:1: the length in '10.0.0.0/33' must be a number from 0 to 32
            vpn.txt:3:1: 'vpn.example' is no network: write 192.0.2.0/24, 2001:db8::/32 or one address
            vpn.txt:4:1: a line must be one network; with labels the first line must be cidr,label
            people.csv:1:1: no column behind the first is called roles: add it here or take it out of enrichment.yml
            people.csv:2:1: privileged = 'yes' is not of the kind boolean: correct it or leave it empty
            people.csv:3:1: grade = 'seven' is not of the kind number: correct it or leave it empty
            people.csv:3:1: a@b.example stands on line 2 too: keep one
            people.csv:4:1: the first cell is empty: say whom or what the line is about
            people.csv:5:1: a line has 5 cells like the first: this has 2
            people.csv:6:1: a quote is opened and never closed: close it
            people.csv:6:1: a line has 5 cells like the first: this has 1""");
  }

  private String problems() {
    try {
      Enrichment spec = enrichment();
      Throwable thrown =
          org.assertj.core.api.Assertions.catchThrowable(() -> LoadedTables.load(spec));
      assertThat(thrown).isInstanceOf(MappingException.class);
      return Objects.requireNonNull(thrown.getMessage())
          .lines()
          .map(line -> line.substring(line.lastIndexOf('/', line.indexOf(':')) + 1))
          .reduce((one, other) -> one + "\n" + other)
          .orElse("");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everyProblemOfTheConfigurationIsToldWithItsPlace() {
    String yaml =
        """
        networks: [a.txt]
        attributes:
          People:
            file: people.csv
            columns: {Department: texts}
          watchlist:
            fields: [person]
            colums: {a: text}
        watch_lists:
          x: {file: x.txt}
        geo: a.mmdb
        """;
    assertThatThrownBy(() -> EnrichmentReader.read("enrichment.yml", yaml, folder))
        .isInstanceOf(MappingException.class)
        .hasMessage(
            """
            enrichment.yml:4:5: a table is called by small letters, digits and _, and not actor, networks, places, watchlist: rename People
            enrichment.yml:4:5: the key fields is missing: say which fields of an event are looked up, e.g. fields: [person]
            enrichment.yml:5:14: a column that becomes a field is called by small letters, digits and _: rename Department
            enrichment.yml:5:14: texts is no kind of a column: write one of text, identity, host, number, boolean, address
            enrichment.yml:7:5: a table is called by small letters, digits and _, and not actor, networks, places, watchlist: rename watchlist
            enrichment.yml:7:5: the key file is missing: add file: …
            enrichment.yml:7:5: the key columns is missing: say which columns become fields, e.g. columns: {department: text, privileged: boolean}
            enrichment.yml:8:5: unknown key colums: known here are columns, fields, file, separator
            enrichment.yml:10:6: the key fields is missing: say which fields of an event are looked up, e.g. fields: [person]
            enrichment.yml:11:1: unknown key geo: known here are attributes, maxmind, networks, watch_lists""");
  }

  @Test
  void withoutAFileNothingIsAdded() throws IOException {
    Files.delete(folder.resolve("config/enrichment.yml"));
    assertThat(enrichment()).isEqualTo(Enrichment.NONE);
    put("enrichment.yml", "# nothing yet\n");
    assertThat(enrichment()).isEqualTo(Enrichment.NONE);
    assertThat(LoadedTables.load(enrichment())).isSameAs(Tables.NONE);
  }
}
