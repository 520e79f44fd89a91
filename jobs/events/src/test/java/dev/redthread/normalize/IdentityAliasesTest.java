package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class IdentityAliasesTest {

  @Test
  void findsPeopleWhateverTheCase() {
    IdentityAliases aliases =
        IdentityAliases.read(
            "ids.csv",
            """
            \ufeff# note
            identifier,person

            EXAMPLE.ORG\\JDoe,Jane@Corp.example
            "Doe, Jane",jane@corp.example
            """);
    assertThat(aliases.person("example.org\\JDOE")).contains("jane@corp.example");
    assertThat(aliases.person(" doe, jane ")).contains("jane@corp.example");
    assertThat(aliases.person("jane@corp.example")).isEmpty();
  }

  @Test
  void reportsEveryWrongLine() {
    MappingException refused =
        catchThrowableOfType(
            MappingException.class,
            () -> IdentityAliases.read("ids.csv", "who,is\na\na,b,c\nx,y\nX,z\n,y\n"));
    assertThat(refused.problems().stream().map(Problem::line)).containsExactly(1, 2, 3, 5, 6);
  }

  @Test
  void readsTheShippedTable() throws IOException {
    assertThat(IdentityAliases.load(Config.ROOT.resolve("config/identities.csv"))).isNotNull();
  }
}
