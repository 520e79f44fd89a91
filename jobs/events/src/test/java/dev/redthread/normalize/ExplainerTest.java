package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.Explanation.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a record becomes and why. */
class ExplainerTest {
  private static final long RECEIVED = 1_900_000_000_000L;

  static Stream<String> sources() {
    return Config.sources().mappings().stream().map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("sources")
  void explainsTheEventsThatTheNormalizerMakes(String source) {
    Explainer explainer = Explainer.of(Config.sources(), source, IdentityAliases.NONE, Tables.NONE);
    List<Explanation.OfEvent> explained =
        SourceGoldenTest.records(source).stream()
            .flatMap(raw -> explainer.explain(raw).stream())
            .filter(Explanation.OfEvent.class::isInstance)
            .map(Explanation.OfEvent.class::cast)
            .toList();
    assertThat(explained.stream().map(Explanation.OfEvent::event))
        .isEqualTo(SourceGoldenTest.events(source));
    for (Explanation.OfEvent each : explained) {
      assertThat(each.time()).isNotEmpty();
      assertThat(each.id()).isNotEmpty();
      assertThat(each.activity()).isNotEmpty();
      assertThat(each.fields()).allSatisfy(field -> assertThat(field.origin()).isNotEmpty());
      assertThat(each.person().isEmpty()).isEqualTo(each.event().field(Event.PERSON) == null);
    }
  }

  @Test
  void namesPathRuleAndWhatNobodyReads() {
    Explanation.OfEvent event =
        event(
            IdentityAliases.NONE,
            """
            {"uuid": "1", "published": "2025-11-08T10:00:00Z", "eventType": "user.session.start",
             "outcome": {"result": "FAILURE"}, "version": "0",
             "actor": {"alternateId": "Ann@Example.com"}, "client": {"ipAddress": "somewhere"}}\
            """);
    assertThat(event.time()).isEqualTo("published (iso)");
    assertThat(event.id()).isEqualTo("uuid");
    assertThat(event.activity())
        .containsPattern(
            "okta.yml:\\d+: type user.session.start, outcome.result is FAILURE or DENY");
    assertThat(event.person()).isEqualTo("user.email");
    assertThat(event.fields())
        .contains(new Field("user.email", "ann@example.com", "actor.alternateId (kind identity)"))
        .contains(new Field("event.outcome", "failure", "outcome.result (values)"));
    assertThat(event.refused())
        .containsExactly(new Field("source.ip", "", "client.ipAddress = somewhere (kind address)"));
    assertThat(event.ignored()).containsExactly("version = 0");
  }

  @Test
  void saysWhatEachRuleOfTheTypeWantsBesides() {
    assertThat(
            event(
                    IdentityAliases.NONE,
                    """
                    {"uuid": "1", "published": "2025-11-08T10:00:00Z",
                     "eventType": "user.session.start", "outcome": {"result": "SKIPPED"}}\
                    """)
                .activity())
        .containsPattern(
            "no rule of okta.yml fits type user.session.start: line \\d+ wants outcome.result is"
                + " SUCCESS; line \\d+ wants outcome.result is FAILURE or DENY");
    assertThat(
            event(
                    IdentityAliases.NONE,
                    """
                    {"uuid": "1", "published": "2025-11-08T10:00:00Z", "eventType": "new.thing"}\
                    """)
                .activity())
        .endsWith("okta.yml has type new.thing");
  }

  @Test
  void namesTheLineOfTheAliasTable() {
    IdentityAliases aliases = IdentityAliases.read("t", "identifier,person\nann,ann@example.com\n");
    assertThat(
            event(
                    aliases,
                    """
                    {"uuid": "1", "published": "2025-11-08T10:00:00Z", "eventType": "x",
                     "actor": {"alternateId": "ANN"}}\
                    """)
                .person())
        .isEqualTo("user.email = ann in the alias table");
  }

  @Test
  void readsNamesAndValuesAsLeavesToo() {
    Explanation explained =
        Explainer.of(Config.sources(), "google_workspace.login", IdentityAliases.NONE, Tables.NONE)
            .explain(
                raw(
                    "google_workspace.login",
                    """
                    {"id": {"time": "2025-11-08T10:00:00Z", "uniqueQualifier": "1"}, "events": [
                     {"name": "login_success",
                      "parameters": [{"name": "new_thing", "value": "x"}]}]}\
                    """))
            .get(0);
    assertThat(((Explanation.OfEvent) explained).ignored())
        .containsExactly("events.parameters.new_thing = x");
  }

  @Test
  void aDeadLetterSaysWhy() {
    List<Explanation> explained =
        Explainer.of(Config.sources(), "okta.system", IdentityAliases.NONE, Tables.NONE)
            .explain(raw("okta.system", "{\"uuid\": \"1\"}"));
    assertThat(explained)
        .singleElement()
        .satisfies(
            each ->
                assertThat(((Explanation.OfDeadLetter) each).letter().reason())
                    .isEqualTo(Reason.NO_TIME));
  }

  private static Explanation.OfEvent event(IdentityAliases aliases, String record) {
    return (Explanation.OfEvent)
        Explainer.of(Config.sources(), "okta.system", aliases, Tables.NONE)
            .explain(raw("okta.system", record))
            .get(0);
  }

  private static RawRecord raw(String source, String record) {
    return new RawRecord(
        source, RECEIVED, RECEIVED, record.getBytes(UTF_8), new Origin("test", 0, 1));
  }
}
