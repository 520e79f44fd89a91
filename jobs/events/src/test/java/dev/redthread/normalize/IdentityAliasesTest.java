package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
    assertThat(
            IdentityAliases.read(
                "identities.csv", Files.readString(Config.ROOT.resolve("config/identities.csv"))))
        .isNotNull();
  }

  @Test
  void aFormMakesPersonsOfAllIdentifiersOfItsKind() {
    IdentityAliases aliases =
        IdentityAliases.read(
            "i.csv",
            """
            identifier,person
            CORP\\*,*@corp.example
            *@old.example,*@corp.example
            mlind@corp.example,mara.lind@corp.example
            corp\\svc-etl,etl owner
            """);
    assertThat(aliases.person("corp\\TOtt")).hasValue("tott@corp.example");
    // What a form gives may have a line of its own, and a line goes before any form.
    assertThat(aliases.person("CORP\\mlind")).hasValue("mara.lind@corp.example");
    assertThat(aliases.person("corp\\svc-etl")).hasValue("etl owner");
    assertThat(aliases.person("mlind@old.example")).hasValue("mara.lind@corp.example");
    assertThat(aliases.person("corp\\")).isEmpty();
    assertThat(aliases.person("other\\mlind")).isEmpty();
    assertThat(aliases.person("*")).isEmpty();
  }

  @Test
  void twoFormsThatMeanDifferentPersonsMeanNone() {
    IdentityAliases aliases =
        IdentityAliases.read(
            "i.csv",
            """
            identifier,person
            a-*,*@one.example
            *-b,*@two.example
            a-c*,c*@three.example
            """);
    assertThat(aliases.person("a-x")).hasValue("x@one.example");
    assertThat(aliases.person("x-b")).hasValue("x@two.example");
    assertThat(aliases.person("a-x-b")).isEmpty();
    // The form that fixes more counts.
    assertThat(aliases.person("a-cd-b")).hasValue("cd-b@three.example");
  }

  @Test
  void aFormHasOneStarOnEachSide() {
    for (String row : List.of("a*,b", "a,b*", "a**,b*", "a*,*b*")) {
      assertThatThrownBy(() -> IdentityAliases.read("i.csv", "identifier,person\n" + row + "\n"))
          .as(row)
          .hasMessageContaining("i.csv:2:1: a form has one * on each side");
    }
  }
}
