package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.redthread.engine.Candidate;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.pipeline.Settings;
import dev.redthread.pipeline.Story;
import dev.redthread.pipeline.source.Delivered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NormaliseAndScreenOperatorTest {
  private static final long RECEIVED = 20 * Fixtures.MINUTE;
  private static final String AT = "\"at\":\"1970-01-01T00:10:00Z\"";

  @SuppressWarnings("NullAway.Init")
  private OneInputStreamOperatorTestHarness<Delivered, Candidate> task;

  @BeforeEach
  void open() throws Exception {
    Settings settings = Story.settings();
    task =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new NormaliseAndScreen(
                    settings.patterns(),
                    settings.mappings(),
                    settings.aliases(),
                    settings.enrichment())));
    task.setup(
        WireTypes.CANDIDATE.createSerializer(task.getExecutionConfig().getSerializerConfig()));
    task.open();
  }

  @AfterEach
  void close() throws Exception {
    task.close();
  }

  private void read(String source, String record) throws Exception {
    task.processElement(
        new Delivered.Accepted(
            new RawRecord(
                source,
                RECEIVED,
                7,
                record.getBytes(StandardCharsets.UTF_8),
                new Origin("test.ndjson", 0, 1))),
        RECEIVED);
  }

  private <T> List<T> beside(OutputTag<T> tag) {
    Queue<StreamRecord<T>> output = task.getSideOutput(tag);
    return output == null ? List.of() : output.stream().map(StreamRecord::getValue).toList();
  }

  @Test
  void sendsAnEventToEveryPatternAndGroupItMattersTo() throws Exception {
    read("test.log", "{\"id\":\"a\"," + AT + ",\"type\":\"click\",\"user\":\"Ann@Example.com\"}");

    assertThat(task.extractOutputValues())
        .extracting(Candidate::pattern, Candidate::group)
        .containsExactlyInAnyOrder(
            tuple(Fixtures.SEQUENCE, List.of("ann@example.com")),
            tuple(Fixtures.SINGLE, List.of("test.log", "a")));
    assertThat(task.extractOutputValues())
        .allSatisfy(
            candidate -> {
              assertThat(candidate.event().eventTime()).isEqualTo(10 * Fixtures.MINUTE);
              assertThat(candidate.event().receivedTime()).isEqualTo(RECEIVED);
              assertThat(candidate.ingestedTime()).isEqualTo(7);
            });
    assertThat(beside(NormaliseAndScreen.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void endsAtTheScreenWhatNoPatternAsksFor() throws Exception {
    read("test.log", "{\"id\":\"a\"," + AT + ",\"type\":\"coffee\",\"user\":\"ann@example.com\"}");

    assertThat(task.extractOutputValues()).isEmpty();
    assertThat(beside(NormaliseAndScreen.DEAD_LETTERS)).isEmpty();
    assertThat(beside(NormaliseAndScreen.DEVICE_EVENTS)).isEmpty();
  }

  @Test
  void makesADeadLetterOfEverythingItCannotReadAndGoesOn() throws Exception {
    read("test.log", "{\"id\":");
    read("test.log", "[1]");
    read("test.log", "{\"id\":\"a\",\"type\":\"click\"}");
    read("nobody.knows", "{}");
    task.processElement(
        new Delivered.Refused(
            new DeadLetter(
                "",
                new Origin("test.ndjson", 0, 2),
                RECEIVED,
                Reason.BAD_ENVELOPE,
                "no source",
                new byte[0])),
        RECEIVED);
    read("test.log", "{\"id\":\"a\"," + AT + ",\"type\":\"click\",\"user\":\"ann@example.com\"}");

    List<DeadLetter> letters = beside(NormaliseAndScreen.DEAD_LETTERS);
    assertThat(letters).hasSize(5);
    assertThat(letters)
        .extracting(DeadLetter::reason)
        .contains(Reason.NO_TIME, Reason.UNKNOWN_SOURCE, Reason.BAD_ENVELOPE);
    assertThat(letters).extracting(DeadLetter::detail).doesNotContain("");
    assertThat(task.extractOutputValues()).hasSize(2);
  }

  @Test
  void sendsWhatHasADeviceAndNoPersonToTheResolverWithItsOriginal() throws Exception {
    read("test.log", "{\"id\":\"a\"," + AT + ",\"type\":\"click\",\"device\":\"d1\"}");
    read(
        "test.log",
        "{\"id\":\"b\","
            + AT
            + ",\"type\":\"link\",\"device\":\"d1\",\"user\":\"ann@example.com\"}");

    assertThat(beside(NormaliseAndScreen.DEVICE_EVENTS))
        .extracting(DeviceEvent::device, DeviceEvent::kind)
        .containsExactly(tuple("d1", DeviceEvent.Kind.ORPHAN), tuple("d1", DeviceEvent.Kind.LINK));
    assertThat(task.extractOutputValues()).isEmpty();
  }
}
