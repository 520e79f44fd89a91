package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redthread.event.Actor;
import dev.redthread.event.ActorKind;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import dev.redthread.normalize.Explanation.Field;
import dev.redthread.normalize.SourceMapping.ActorRule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Actors that are no people, by the block {@code actors} of a mapping. */
class ActorsTest {
  private static final String MAPPING =
      """
      sources:
        - name: s
          title: S
          delay: {typical: 1s, max: 2m}
      dedup: id
      id: n
      time: [{path: t, format: epoch}]
      fields:
        user.name: {path: who, kind: identity}
        user.target.name: {path: whom, kind: identity}
        owner: {path: owner, kind: identity}
        device.id: {path: device, kind: host}
      person: [user.name]
      actors:
        vendor: acme
        rules:
          - {kind: system, when: {type: robot}, id: robot}
          - {kind: api_key, id: key, owner: [owner, user.name]}
      activity:
        type: kind
        rules:
          - {type: reset, is: password.reset_by_admin, person: [user.target.name]}
          - {type: export, is: data.exported}
      """;

  private static final IdentityAliases TABLE =
      IdentityAliases.read(
          "t",
          """
          identifier,person
          ada,ada@corp.example
          api_key:acme:k2,bob@corp.example
          loader,service_account:acme:loader
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '`',
      value = {
        // A person, whom the table may know.
        "{\"who\":\"Eve\"}|eve|person|eve|-",
        "{\"who\":\"Ada\"}|ada@corp.example|person|ada@corp.example|-",
        // A key of somebody whom the record names, in the order of the rule.
        "{\"who\":\"Ada\",\"key\":\"K1\"}|ada@corp.example|api_key|api_key:acme:k1|ada@corp.example",
        "{\"who\":\"Ada\",\"owner\":\"Eve\",\"key\":\"K1\"}|ada@corp.example|api_key|api_key:acme:k1|ada@corp.example",
        // What the table says of a key counts where the record names nobody.
        "{\"key\":\"K2\"}|bob@corp.example|api_key|api_key:acme:k2|bob@corp.example",
        "{\"who\":\"Eve\",\"key\":\"K2\"}|eve|api_key|api_key:acme:k2|eve",
        // A key of nobody known is its own, whoever holds the device.
        "{\"key\":\"K1\",\"device\":\"ada\"}|api_key:acme:k1|api_key|api_key:acme:k1|-",
        // A system is not the person who stands beside it.
        "{\"who\":\"Ada\",\"type\":\"Robot\",\"robot\":\"R\"}|system:acme:r|system|system:acme:r|-",
        // Without an id no rule fits.
        "{\"who\":\"Ada\",\"type\":\"Robot\"}|ada@corp.example|person|ada@corp.example|-",
        "{\"who\":\"Ada\",\"key\":{\"id\":\"k\"}}|ada@corp.example|person|ada@corp.example|-",
        "{\"who\":\"Ada\",\"key\":[null,\" \"]}|ada@corp.example|person|ada@corp.example|-",
        "{\"key\":7}|api_key:acme:7|api_key|api_key:acme:7|-",
        "{\"key\":[null,\"K1\",\"K2\"]}|api_key:acme:k1|api_key|api_key:acme:k1|-",
        // What is done to somebody is theirs, and whoever did it stays who they are.
        "{\"kind\":\"reset\",\"whom\":\"Eve\",\"key\":\"K2\"}|eve|api_key|api_key:acme:k2|bob@corp.example",
        "{\"kind\":\"reset\",\"whom\":\"Eve\",\"who\":\"Ada\"}|eve|person|ada@corp.example|-",
        "{\"kind\":\"reset\",\"key\":\"K2\"}|bob@corp.example|api_key|api_key:acme:k2|bob@corp.example",
        // The table may give a name to what is no person.
        "{\"who\":\"Loader\"}|service_account:acme:loader|service_account|service_account:acme:loader|-",
        // Nobody can take the name of what is no person.
        "{\"who\":\"api_key:acme:k2\"}|-|-|-|-",
        "{\"kind\":\"reset\",\"whom\":\"api_key:acme:k2\",\"who\":\"Ada\"}|ada@corp.example|person|ada@corp.example|-",
        // Whose device it is does not say who acts.
        "{\"device\":\"ada\"}|ada@corp.example|-|-|-",
        // A record does not say it by fields of these names.
        "{\"redthread.actor.kind\":\"person\",\"redthread.actor.owner\":\"eve\",\"key\":\"K1\"}|api_key:acme:k1|api_key|api_key:acme:k1|-",
        "{\"redthread\":{\"actor\":{\"kind\":\"person\",\"id\":\"eve\"}}}|-|-|-|-",
      })
  void tellsWhoActsAndWhoseEventItIs(
      String record, String person, String kind, String id, String owner) {
    for (boolean everyLeaf : List.of(false, true)) {
      Event event = read(record, TABLE, everyLeaf);
      assertThat(Stream.of(Event.PERSON, Actor.KIND, Actor.ID, Actor.OWNER).map(event::field))
          .as(record)
          .map(value -> value == null ? null : value.text())
          .containsExactly(person, kind, id, owner);
    }
  }

  @Test
  void asksForNoMoreThanIsWanted() {
    SourceMapping mapping = mapping();
    List<Set<String>> asked = new ArrayList<>();
    Normalizer.ofWanted(mapping, Set.of(Actor.KIND), TABLE, () -> Tables.NONE)
        .normalize(
            raw("{\"key\":\"K2\"}"),
            event -> asked.add(Set.copyOf(event.fields().names())),
            event -> asked.add(Set.copyOf(event.fields().names())),
            letter -> {});
    assertThat(asked)
        .containsExactly(
            Set.of(Event.PERSON, Actor.KIND),
            Set.of(Event.PERSON, Actor.KIND, Actor.ID, Actor.OWNER));
  }

  @Test
  void reportsEveryProblemWithItsPlace() {
    String wrong =
        MAPPING.replace(
            """
              vendor: acme
              rules:
                - {kind: system, when: {type: robot}, id: robot}
            """,
            """
              vendor: Acme
              rules:
                - {kind: person, id: a}
                - {kind: system}
                - {kind: system, id: a, owner: [nobody], of: x}
            """);
    assertThat(
            catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("x.yml", wrong)))
                .problems()
                .stream()
                .map(Problem::toString))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).startsWith("x.yml:15:11: vendor is a word in lower case"),
            text -> assertThat(text).startsWith("x.yml:17:14: kind must be one of service_account"),
            text -> assertThat(text).startsWith("x.yml:18:7: the key id is missing"),
            text -> assertThat(text).startsWith("x.yml:19:36: nobody is not a field"),
            text -> assertThat(text).startsWith("x.yml:19:46: unknown key of"));
    String field = MAPPING.replace("  owner: {", "  redthread.actor.owner: {");
    assertThat(
            catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("x.yml", field)))
                .problems()
                .toString())
        .contains("redthread.actor.owner is not read from records as it is: use the key actors");
  }

  @Test
  void patternsKnowTheFieldsOfSourcesThatNameSomebody() {
    assertThat(mapping().info().fields()).containsAll(Actor.FIELDS);
    assertThat(mapping().info().types()).containsEntry(Actor.OWNER, ValueType.TEXT);
    String nobody =
        MAPPING.substring(0, MAPPING.indexOf("person: ["))
            + MAPPING.substring(MAPPING.indexOf("activity:"));
    assertThat(Sources.read(Map.of("x.yml", nobody)).mapping("s").orElseThrow().info().fields())
        .doesNotContain(Actor.KIND, Event.PERSON);
  }

  @Test
  void normalizeSaysByWhichRule() {
    Explanation.OfEvent explained =
        (Explanation.OfEvent)
            Explainer.of(Sources.read(Map.of("x.yml", MAPPING)), "s", TABLE, Tables.NONE)
                .explain(raw("{\"n\":1,\"t\":1,\"key\":\"K2\"}"))
                .get(0);
    assertThat(explained.person())
        .isEqualTo("redthread.actor.id = api_key:acme:k2 in the alias table");
    assertThat(explained.fields())
        .contains(new Field(Actor.KIND, "api_key", "x.yml, line 18"))
        .contains(new Field(Actor.OWNER, "bob@corp.example", "x.yml, line 18"));
  }

  static Stream<String> withRules() {
    return Config.sources().mappings().stream()
        .filter(mapping -> !mapping.actors().rules().isEmpty())
        .map(SourceMapping::name);
  }

  @ParameterizedTest
  @MethodSource("withRules")
  void everyKindOfActorHasAnExample(String source) {
    List<ActorRule> rules = Config.mapping(source).actors().rules();
    Set<String> seen =
        Config.sources().mappings().stream()
            .filter(mapping -> mapping.actors().rules().equals(rules))
            .flatMap(mapping -> SourceGoldenTest.events(mapping.name()).stream())
            .map(event -> event.field(Actor.KIND))
            .filter(kind -> kind != null)
            .map(Value::text)
            .collect(Collectors.toSet());
    assertThat(seen).containsAll(rules.stream().map(rule -> rule.kind().id()).toList());
  }

  /** Neither a table of kinds nor one of sources is written twice: the page has what is so. */
  @Test
  void thePageSaysWhatThereIs() throws IOException {
    Set<String> rows = new TreeSet<>();
    for (ActorKind kind : ActorKind.values()) {
      rows.add("| `" + kind.id() + "` | " + kind.definition() + " |");
    }
    Map<String, Set<String>> sources = new TreeMap<>();
    for (SourceMapping mapping : Config.sources().mappings()) {
      for (ActorRule rule : mapping.actors().rules()) {
        sources
            .computeIfAbsent(mapping.name(), any -> new TreeSet<>())
            .add("`" + rule.kind().name(mapping.actors().vendor(), "…") + "`");
      }
    }
    sources.forEach((name, ids) -> rows.add("| `" + name + "` | " + String.join(", ", ids) + " |"));
    assertThat(Files.readAllLines(Config.ROOT.resolve("docs/identities.md"))).containsAll(rows);
  }

  private static SourceMapping mapping() {
    return Sources.read(Map.of("x.yml", MAPPING)).mapping("s").orElseThrow();
  }

  private static Event read(String record, IdentityAliases aliases, boolean everyLeaf) {
    SourceMapping mapping = mapping();
    List<Event> events = new ArrayList<>();
    Normalizer.compile(
            everyLeaf ? mapping.withEveryLeaf() : mapping, mapping.fields().keySet(), aliases)
        .normalize(raw("{\"n\":1,\"t\":1," + record.substring(1)), events::add, letter -> {});
    return events.get(0);
  }

  private static RawRecord raw(String json) {
    String whole = json.contains("\"n\":1") ? json : "{\"n\":1,\"t\":1," + json.substring(1);
    return new RawRecord("s", 1, 1, whole.getBytes(UTF_8), new Origin("f", 0, 1));
  }
}
