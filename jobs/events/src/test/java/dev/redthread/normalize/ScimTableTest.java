package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

/** Exports of users by SCIM 2.0 as the alias table. */
final class ScimTableTest {
  private static final String ANN =
      """
      {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
       "id": "2819C223", "externalId": "ext-1", "userName": "ALind", "active": true,
       "name": {"familyName": "Lind"},
       "emails": [{"value": "private@home.example"}, {"value": "Ann@Corp.example", "primary": true}],
       "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}}
      """;

  private static final String BOB = "{\"id\": \"2\", \"userName\": \"bob\", \"active\": false}";

  private static IdentityAliases read(String json) {
    return IdentityAliases.read("users.json", json);
  }

  private static void assertReads(String json) {
    IdentityAliases aliases = read(json);
    for (String identifier :
        new String[] {
          "2819c223", "EXT-1", "alind", "private@home.example", "ann@corp.example", "701984"
        }) {
      assertThat(aliases.person(identifier)).as(identifier).hasValue("ann@corp.example");
    }
    assertThat(aliases.person("lind")).isEmpty();
    assertThat(aliases.person("2")).as("without a primary address").hasValue("bob");
    assertThat(aliases.isInactive("bob")).isTrue();
    assertThat(aliases.isInactive("ann@corp.example")).isFalse();
    assertThat(aliases.ambiguous()).isEmpty();
  }

  @Test
  void readsUsersOneAfterTheOtherInAListAndInPages() {
    assertReads(ANN + BOB);
    assertReads("[" + ANN + "," + BOB + "]");
    assertReads(
        "{\"totalResults\": 2, \"Resources\": ["
            + ANN
            + "]}\n{\"Resources\": ["
            + BOB
            + "], \"totalResults\": 2}");
    assertThat(read("{\"totalResults\": 0}").person("bob")).isEmpty();
  }

  @Test
  void takesOfOneIdTheLast() {
    IdentityAliases aliases = read(BOB + BOB.replace("bob", "rob"));
    assertThat(aliases.person("2")).hasValue("rob");
    assertThat(aliases.person("bob")).isEmpty();
  }

  @Test
  void whatTwoUsersHaveIsNobodysAndIsReported() {
    IdentityAliases aliases =
        read(
            """
            {"id": "1", "userName": "ann", "externalId": "7", "emails": [{"value": "team@x", "primary": true}]}
            {"id": "2", "userName": "bob", "externalId": "7", "emails": [{"value": "team@x", "primary": true}]}
            {"id": "3", "userName": "cem", "externalId": "bob"}
            """);
    assertThat(aliases.person("1")).as("by what is only ann's").hasValue("ann");
    assertThat(aliases.person("7")).isEmpty();
    assertThat(aliases.person("team@x")).isEmpty();
    assertThat(aliases.person("3")).hasValue("cem");
    assertThat(aliases.person("2")).as("all that names bob is also another's").isEmpty();
    assertThat(aliases.ambiguous())
        .containsExactly(
            "users.json:2:1: 7 is also that of the user at line 1, so it is nobody's: take it from"
                + " one of them",
            "users.json:3:1: bob is also that of the user at line 2, so it is nobody's: take it"
                + " from one of them",
            "users.json:2:1: team@x is also that of the user at line 1, so it is nobody's: take it"
                + " from one of them");
  }

  @Test
  void callsPersonsByTheValueThatIsChosenElseByTheirUserName() {
    IdentityAliases numbered =
        IdentityAliases.none(ScimName.EMPLOYEE_NUMBER).other("users.json", ANN + BOB);
    assertThat(numbered.person("alind")).hasValue("701984");
    assertThat(numbered.person("2")).hasValue("bob");
    assertThat(IdentityAliases.none(ScimName.ID).other("i", BOB).person("bob")).hasValue("2");
    assertThat(
            IdentityAliases.none(ScimName.EXTERNAL_ID)
                .other("i", ANN)
                .other("j", ANN)
                .person("2819c223"))
        .as("in a table that comes after it too")
        .hasValue("ext-1");
    assertThat(IdentityAliases.none(ScimName.USER_NAME).other("i", ANN).person("701984"))
        .hasValue("alind");
  }

  @Test
  void saysWhatIsWrongWhere() {
    MappingException refused =
        catchThrowableOfType(
            MappingException.class,
            () ->
                read(
                    """
                    {"Resources": [
                      {"id": "1"},
                      "ann",
                      {"userName": ["x"], "emails": {"value": "a@x"}},
                      {"userName": "ok", "emails": ["a@x"]}
                    ]}
                    {"userName": "cut"
                    """));
    assertThat(refused.problems())
        .extracting(Problem::toString)
        .containsExactly(
            "users.json:2:3: a user without userName: export it too",
            "users.json:3:3: a user is a JSON object: export User resources of SCIM 2.0",
            "users.json:4:3: a user without userName: export it too",
            "users.json:4:16: userName is a text",
            "users.json:4:33: emails is a list of objects",
            "users.json:5:33: an entry of emails is an object with a value",
            "users.json:8:1: not JSON: Unexpected end-of-input: expected close marker for Object"
                + " (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION`"
                + " disabled); line: 7, column: 1])");
  }
}
