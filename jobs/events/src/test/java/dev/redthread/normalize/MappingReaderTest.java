package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redthread.event.Event;
import dev.redthread.event.Logsource;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingReaderTest {
  private static final String SMALL =
      """
      sources:
        - name: door
          title: Doors
          logsources: [{product: door}]
          delay: {typical: 1s, max: 2m}
      dedup: id
      id: n
      time: [{path: t, format: [epoch, 'M/d/yyyy h:mm:ss a']}]
      aliases: {Who: user.name}
      fields:
        user.name: {path: [who.id, 'people[role=holder|guest].name'], kind: identity}
        source.ip: {path: ip, kind: address}
      person: user.name
      activity:
        type: kind
        rules:
          - {type: 'open*', when: {ok: {not: 'false'}}, is: app.accessed}
      """;

  @Test
  void reportsEveryProblemWithItsPlace() {
    String yaml =
        """
        sources:
          - name: x
            titel: X
            delay: {typical: 5m, max: 1 minute}
        dedup: maybe
        time: [{path: t, format: 'bogus['}]
        fields:
          user.name: {path: a, kind: name}
          event.id: a
          source.ip: {kind: address}
          a.b: {path: a, regex: '('}
        person: [user.email]
        activity:
          rules:
            - {type: a, is: login.sideways, when: {a: {equals: b}}}
        """;
    MappingException refused =
        catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("x.yml", yaml)));
    assertThat(refused.problems().stream().map(Problem::toString))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:3:5: unknown key titel"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:2:5: the key title is missing"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:4:31: max must be a duration"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:5:8: dedup must be"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:6:26: format must be"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:8:30: kind must be one of"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:9:13: event.id is not a field"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:10:14: a field has either"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:11:25: this is no regular"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:12:9: user.email is not a field"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:15:21: no activity is called"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:15:47: a condition is"))
        .anySatisfy(text -> assertThat(text).startsWith("x.yml:15:48: unknown key equals"))
        .anySatisfy(text -> assertThat(text).contains("rules speak of a type"));
  }

  @Test
  void reportsWhatIsNoYamlAndWhatIsDefinedTwice() {
    assertThat(problems("sources: [")).contains("x.yml:1:11: this is not YAML");
    assertThat(problems("")).contains("x.yml:1:1: the file is empty");
    assertThat(problems("- a")).contains("x.yml:1:1: here must be keys");
    assertThat(problems(SMALL + "dedup: id\n")).contains("the key dedup stands here twice");
    MappingException refused =
        catchThrowableOfType(
            MappingException.class, () -> Sources.read(Map.of("a.yml", SMALL, "b.yml", SMALL)));
    assertThat(refused).hasMessageContaining("the source door is defined twice");
  }

  private static String problems(String yaml) {
    return catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("x.yml", yaml)))
        .problems()
        .toString();
  }

  @Test
  void offersWhatPatternsNeedToKnow() {
    var door = Sources.read(Map.of("door.yml", SMALL)).catalog().byName("door").orElseThrow();
    assertThat(door.maxDelay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(door.logsources()).containsExactly(new Logsource(null, "door", null));
    assertThat(door.fields())
        .containsExactlyInAnyOrder(
            "user.name",
            "source.ip",
            "person",
            "redthread.actor.id",
            "redthread.actor.kind",
            "redthread.actor.owner");
    assertThat(door.aliases()).containsExactly(Map.entry("Who", "user.name"));
  }

  @Test
  void readsAliasesRawPathsAndWhatPassesAFilter() {
    Event event =
        read(
            """
            {"n":1,"t":"11/8/2025 2:42:35 PM","kind":"opened","ip":"[2001:DB8::1]:443",
             "people":[{"role":"other","name":"A"},{"name":"B","role":"guest"},{"name":"C"}],
             "deep":[{"list":[1,"x"]},{"list":null}],"dotted.key":{"a":true}}
            """,
            Set.of("Who", "people.name", "deep.list", "dotted.key.a", "nothing.here"));
    assertThat(event.eventTime()).isEqualTo(1_762_612_955_000L);
    assertThat(event.activity()).hasToString("APP_ACCESSED");
    assertThat(event.field("Who")).isEqualTo(Value.of("b"));
    assertThat(event.field("person")).isEqualTo(Value.of("b"));
    assertThat(event.field("source.ip")).isEqualTo(Value.of("2001:db8::1"));
    assertThat(event.field("people.name"))
        .isEqualTo(new Value.Many(List.of(Value.of("A"), Value.of("B"), Value.of("C"))));
    assertThat(event.field("deep.list"))
        .isEqualTo(new Value.Many(List.of(Value.of(1), Value.of("x"), new Value.Nil())));
    assertThat(event.field("dotted.key.a")).isEqualTo(Value.of(true));
    assertThat(event.field("nothing.here")).isNull();
  }

  @Test
  void materialisesOnlyWhatIsAskedFor() {
    Event event = read("{\"n\":1,\"t\":1762612955,\"who\":{\"id\":\"A\"},\"x\":1}", Set.of());
    assertThat(event.fields().names())
        .containsExactly("person", "redthread.actor.id", "redthread.actor.kind", "user.name");
  }

  @Test
  void takesThePersonFromTheAliasTable() {
    IdentityAliases aliases =
        IdentityAliases.read("ids.csv", "identifier,person\nJDoe, Jane@Corp.example\n");
    Event event = read("{\"n\":1,\"t\":1,\"who\":{\"id\":\"JDOE\"}}", Set.of(), aliases);
    assertThat(event.field("person")).isEqualTo(Value.of("jane@corp.example"));
    assertThat(event.field("user.name")).isEqualTo(Value.of("jdoe"));
  }

  @Test
  void takesTheOwnerOfADeviceFromTheAliasTable() {
    IdentityAliases aliases =
        IdentityAliases.read("ids.csv", "identifier,person\nPHONE-1,ann@corp.example\n");
    List<Event> events = new ArrayList<>();
    Normalizer.compile(Config.mapping("lookout.mtd"), Set.of(), aliases)
        .normalize(
            raw(
                "lookout.mtd",
                "{\"id\":\"1\",\"created_time\":1762612955,\"type\":\"SMISHING_ALERT\","
                    + "\"actor\":{\"type\":\"DEVICE\",\"guid\":\"Phone-1\"}}"),
            events::add,
            letter -> {});
    assertThat(events.get(0).field("person")).isEqualTo(Value.of("ann@corp.example"));
  }

  @Test
  void givesTheLatestTimeOfARecordCheaply() {
    EventTimes times = EventTimes.compile(Config.mapping("okta.system"));
    byte[] records =
        "[{\"published\":\"2025-11-08T10:00:01Z\"},{\"published\":\"2025-11-08T10:00:00Z\"}]"
            .getBytes(UTF_8);
    assertThat(times.latest(records, new Origin("f", 0, 1))).hasValue(1_762_596_001_000L);
    assertThat(times.latest("{".getBytes(UTF_8), new Origin("f", 0, 1))).isEmpty();
    assertThat(
            EventTimes.compile(Config.mapping("json"))
                .latest("{}".getBytes(UTF_8), new Origin("f", 0, 9)))
        .hasValue(9000);
  }

  @Test
  void travelsToOtherProcesses() throws IOException, ClassNotFoundException {
    Sources sources = Config.sources();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sources);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((Sources) in.readObject()).catalog()).isEqualTo(sources.catalog());
    }
  }

  private static Event read(String record, Set<String> demanded) {
    return read(record, demanded, IdentityAliases.NONE);
  }

  private static Event read(String record, Set<String> demanded, IdentityAliases aliases) {
    List<Event> events = new ArrayList<>();
    Normalizer.compile(
            Sources.read(Map.of("door.yml", SMALL)).mapping("door").orElseThrow(),
            demanded,
            aliases)
        .normalize(raw("door", record), events::add, letter -> assertThat(letter).isNull());
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  private static RawRecord raw(String source, String record) {
    return new RawRecord(
        source, 1_900_000_000_000L, 0, record.getBytes(UTF_8), new Origin("test", 0, 1));
  }
}
