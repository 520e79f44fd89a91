package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records that are rows of CSV. */
class CsvRowsTest {
  private static final long RECEIVED = 1_900_000_000_000L;
  private static final String DOORS =
      """
      sources: [{name: door.log, title: Doors, delay: {typical: 1s, max: 1s}}]
      csv: {%s}
      dedup: id
      id: [id, '#content']
      time: [{path: time}]
      fields: {who: {path: who, kind: identity}, rows: {path: rows, kind: number}}
      """;
  private static final String HEADER = "id,time,who,rows\n";

  private final List<Event> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Test
  void aHeaderNamesTheColumnsOfAllRows() {
    read("header: true", HEADER + "1,2025-11-08T10:00:00Z,Ann,7\r\n\n2,2025-11-08T10:00:01Z,,\n");
    assertThat(letters).isEmpty();
    assertThat(events.stream().map(Event::id)).containsExactly("1", "2");
    assertThat(texts(0)).containsExactly("who=ann", "rows=7");
    assertThat(texts(1)).isEmpty();
  }

  @Test
  void quotesHoldSeparatorsLineEndsAndQuotes() {
    read(
        "header: true", "\ufeff" + HEADER + "\"1\",2025-11-08T10:00:00Z,\"a, \"\"b\"\"\nc\",\"3\"");
    assertThat(texts(0)).containsExactly("who=a, \"b\"\nc", "rows=3");
  }

  @Test
  void aRowThatDoesNotFitIsADeadLetterAndTheOthersAreEvents() {
    read(
        "header: true",
        HEADER + "1,2025-11-08T10:00:00Z\n2,2025-11-08T10:00:00Z,b,1\n3,x,\"open\n4");
    assertThat(events.stream().map(Event::id)).containsExactly("2");
    assertThat(letters.stream().map(DeadLetter::reason))
        .containsExactly(Reason.BAD_CSV, Reason.BAD_CSV);
    assertThat(new String(letters.get(0).original(), UTF_8)).isEqualTo("1,2025-11-08T10:00:00Z\n");
    read("header: true", HEADER);
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.BAD_CSV);
    read("header: true", HEADER + ",2025-11-08T10:00:00Z,b,1\n,when,b,1\n");
    assertThat(events).hasSize(1);
    assertThat(letters.stream().map(DeadLetter::reason)).containsExactly(Reason.BAD_TIME);
  }

  @Test
  void columnsThatTheMappingNamesMayBeFewerOrMoreInARow() {
    read(
        "columns: [id, time, who, rows], separator: ';'",
        "1;2025-11-08T10:00:00Z\n2;2025-11-08T10:00:00Z;b;1;more");
    assertThat(events.stream().map(Event::id)).containsExactly("1", "2");
    assertThat(texts(1)).containsExactly("who=b", "rows=1");
  }

  @Test
  void aRowWithoutAnIdIsTheSameWhereverItStands() {
    String row = ",2025-11-08T10:00:00Z,b,1\n";
    read("header: true", HEADER + row + row.replace('b', 'c') + row);
    assertThat(events.get(0).id()).isEqualTo(events.get(2).id()).isNotEqualTo(events.get(1).id());
    String id = events.get(0).id();
    read("header: true", HEADER + row);
    assertThat(events.get(0).id()).isEqualTo(id);
  }

  @Test
  void aHeaderCannotMakeMuchOfLittle() {
    String name = "x".repeat(100_000);
    read("header: true", name + "\n" + "1\n".repeat(100_000));
    assertThat(letters.get(letters.size() - 1).reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(letters).hasSizeLessThan(1_000);
  }

  @Test
  void eachLineOfAFileIsReadBelowItsFirst() {
    Sources sources = Sources.read(Map.of("doors.yml", DOORS.formatted("header: true")));
    LineDecoder lines = new LineDecoder(sources, new RecordDecoder(sources.catalog()), "door.log");
    assertThat(lines.wantsHeader()).isTrue();
    assertThat(lines.decode("id,time".getBytes(UTF_8))).isEmpty();
    Optional<Decoded> row = lines.decode("1,2025-11-08T10:00:00Z".getBytes(UTF_8));
    byte[] bytes = ((Decoded.Found) row.orElseThrow()).bytes();
    assertThat(new String(bytes, UTF_8)).isEqualTo("id,time\n1,2025-11-08T10:00:00Z");
    assertThat(
            EventTimes.compile(sources.mapping("door.log").orElseThrow())
                .latest(bytes, new Origin("t", 0, 1)))
        .hasValue(Instant.parse("2025-11-08T10:00:00Z").toEpochMilli());
  }

  @Test
  void theCsvExportOfMixpanelSaysTheSameAsItsNdjson() {
    normalize(
        Config.mapping("mixpanel.audit"),
        """
        Date and Time,User,Action,IP,Project/Org
        2025-11-09T02:11:04Z,Mara.Lind@Corp.example,event_export.downloaded,192.0.2.7,Web
        """);
    assertThat(letters).isEmpty();
    assertThat(events.get(0).activity()).isEqualTo(Activity.DATA_EXPORTED);
    assertThat(events.get(0).field(Event.PERSON)).hasToString("Text[value=mara.lind@corp.example]");
    assertThat(events.get(0).field("source.ip")).hasToString("Text[value=192.0.2.7]");
    assertThat(events.get(0).field("export.dataset")).hasToString("Text[value=Web]");
  }

  @Test
  void aLogFileOfSalesforceIsRows() {
    normalize(
        Config.mapping("salesforce.eventlogfile"),
        """
        "EVENT_TYPE","TIMESTAMP","USER_ID","OPERATION_TYPE","ROWS_PROCESSED","CLIENT_IP"
        "BulkApi2","20251108113721.500","005000000000001","query","120000","192.0.2.7"
        "BulkApi2","20251108113721.500","005000000000001","query","","Salesforce.com IP"
        """);
    assertThat(letters).isEmpty();
    assertThat(events.stream().map(Event::activity))
        .containsExactly(Activity.DATA_DOWNLOADED, Activity.DATA_DOWNLOADED);
    assertThat(events.get(0).eventTime())
        .isEqualTo(Instant.parse("2025-11-08T11:37:21.500Z").toEpochMilli());
    assertThat(events.get(0).field("export.rows")).hasToString("Whole[value=120000]");
    assertThat(events.get(1).field("source.ip")).isNull();
  }

  private List<String> texts(int event) {
    List<String> texts = new ArrayList<>();
    for (String name : List.of("who", "rows")) {
      Optional.ofNullable(events.get(event).field(name))
          .ifPresent(value -> texts.add(name + "=" + value.text()));
    }
    return texts;
  }

  private void read(String csv, String text) {
    normalize(
        Sources.read(Map.of("doors.yml", DOORS.formatted(csv))).mapping("door.log").orElseThrow(),
        text);
  }

  private void normalize(SourceMapping mapping, String text) {
    events.clear();
    letters.clear();
    Normalizer.compile(mapping, mapping.fields().keySet(), IdentityAliases.NONE)
        .normalize(
            new RawRecord(
                mapping.name(), RECEIVED, RECEIVED, text.getBytes(UTF_8), new Origin("t", 0, 1)),
            events::add,
            letters::add);
  }
}
