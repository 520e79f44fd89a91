package dev.redthread.pipeline.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.sink.Document;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/** Each test is one line of the table in ARCHITECTURE.md. */
final class ConfirmDocumentsTest {
  private static final Path WAITING =
      Path.of("src/test/resources/state/confirm-documents-1/waiting");
  private static final String FINDINGS = "redthread-findings";
  private static final String PROGRESS = "redthread-progress";
  private static final Duration KEPT = Duration.ofDays(1);
  private static final long DUE = 1_000;

  private static KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document>
      task() throws Exception {
    var task =
        new KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document>(
            new KeyedCoProcessOperator<>(new ConfirmDocuments(new Documents("redthread"), KEPT)),
            ConfirmDocuments::key,
            ConfirmDocuments::key,
            Types.STRING);
    task.setup();
    return task;
  }

  private static KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document>
      caughtUp() throws Exception {
    var task = task();
    task.open();
    clock(task, DUE);
    return task;
  }

  private static void clock(
      KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document> task, long to)
      throws Exception {
    task.processWatermark1(new Watermark(to));
    task.processWatermark2(new Watermark(to));
  }

  private static Document document(String index, long version, String status, String text) {
    String json =
        "{\"revision\":1,\"status\":\"%s\",\"text\":\"%s\",\"redthread\":{\"written\":\"%s\"}}"
            .formatted(status, text, Instant.ofEpochMilli(version));
    return new Document(index, "a", version, json.getBytes(UTF_8));
  }

  private static Document finding(long version, String status, String text) {
    return document(FINDINGS, version, status, text);
  }

  private static Unconfirmed isNew(Document stored) {
    return new Unconfirmed(stored, DUE, true);
  }

  private static Unconfirmed old(Document stored) {
    return new Unconfirmed(stored, DUE, false);
  }

  /** What was put out after so many, as version, status and text. */
  private static List<String> written(
      KeyedTwoInputStreamOperatorTestHarness<String, Document, Unconfirmed, Document> task,
      int after) {
    return task.extractOutputValues().stream()
        .skip(after)
        .map(
            document -> {
              var json = StoredInMemory.json(document);
              assertThat(json.at("/redthread/written").asText())
                  .isEqualTo(Instant.ofEpochMilli(document.version()).toString().replace("Z", "Z"));
              return document.version()
                  + " "
                  + json.path("status").asText()
                  + " "
                  + json.path("text").asText();
            })
        .toList();
  }

  /**
   * The state is that of an earlier build, written between a search and the clock that it waits
   * for; {@code -Dgolden.write=true} writes it, as {@code OldSavepointTest} says.
   */
  @Test
  void settlesWhatAnEarlierBuildLeftWaiting() throws Exception {
    if (Boolean.getBoolean("golden.write")) {
      writeWaiting();
    }
    try (var task = task()) {
      task.initializeState(OperatorSnapshotUtil.readStateHandle(WAITING.toString()));
      task.open();
      assertThat(task.numKeyedStateEntries()).isEqualTo(1);

      clock(task, DUE);
      assertThat(written(task, 0)).containsExactly("501 withdrawn left");
    }
  }

  private static void writeWaiting() throws Exception {
    Files.createDirectories(WAITING.getParent());
    try (var task = task()) {
      task.open();
      task.processElement2(isNew(finding(500, "open", "left")), 0);
      OperatorSnapshotUtil.writeStateHandle(task.snapshot(1, 1), WAITING.toString());
    }
  }

  @Test
  void withdrawsWhatNothingConfirms() throws Exception {
    try (var task = caughtUp()) {
      task.processElement2(isNew(finding(500, "open", "left")), 0);

      assertThat(written(task, 0)).containsExactly("501 withdrawn left");
      assertThat(StoredInMemory.json(task.extractOutputValues().get(0)).path("revision").asInt())
          .isEqualTo(2);
    }
  }

  @Test
  void leavesWhatWasSaidAgain() throws Exception {
    try (var task = caughtUp()) {
      task.processElement1(finding(700, "open", "again"), 0);
      task.processElement2(isNew(finding(500, "open", "left")), 0);

      assertThat(written(task, 1)).isEmpty();
    }
  }

  @Test
  void writesWhatTheCheckpointHeldOverWhatWasRevisedAfterIt() throws Exception {
    for (String left : List.of("open", "withdrawn", "merged")) {
      try (var task = caughtUp()) {
        task.processElement1(finding(300, "open", "held"), 0);
        task.processElement2(old(finding(500, left, "revised")), 0);

        assertThat(written(task, 1)).containsExactly("501 open held");
      }
    }
  }

  @Test
  void leavesWhatStandsAsTheCheckpointHeldIt() throws Exception {
    try (var task = caughtUp()) {
      task.processElement1(finding(500, "open", "held"), 0);
      task.processElement2(old(finding(500, "open", "held")), 0);
      task.processElement2(old(finding(400, "open", "the sink still has the newer one")), 0);

      assertThat(written(task, 1)).isEmpty();
    }
  }

  @Test
  void leavesWhatMayBeOlderThanAnythingItRemembers() throws Exception {
    try (var task = caughtUp()) {
      task.processElement2(old(finding(500, "open", "before the upgrade")), 0);

      assertThat(written(task, 0)).isEmpty();
    }
  }

  @Test
  void leavesWhatHoldsNoMore() throws Exception {
    try (var task = caughtUp()) {
      task.processElement2(isNew(finding(500, "merged", "left")), 0);

      assertThat(written(task, 0)).isEmpty();
    }
  }

  @Test
  void writesOverAStoredVersionFromAClockThatRanAhead() throws Exception {
    try (var task = caughtUp()) {
      task.processElement1(finding(700, "open", "again"), 0);
      task.processElement2(isNew(finding(900, "open", "left")), 0);
      task.processElement1(finding(800, "open", "revised"), 0);
      task.processElement1(finding(801, "withdrawn", "refuted"), 0);

      assertThat(task.extractOutputValues().stream().map(Document::version))
          .containsExactly(700L, 901L, 902L, 903L);
    }
  }

  @Test
  void waitsUntilItsOwnClockHasCaughtUp() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var task = task()) {
      task.open();
      task.processWatermark2(new Watermark(DUE));
      task.processElement2(isNew(finding(500, "open", "left")), 0);
      assertThat(written(task, 0)).isEmpty();
      checkpoint = task.snapshot(1, 1);
    }
    try (var task = task()) {
      task.initializeState(checkpoint);
      task.open();
      clock(task, DUE - 1);
      assertThat(written(task, 0)).isEmpty();
      clock(task, DUE);
      assertThat(written(task, 0)).containsExactly("501 withdrawn left");
    }
    try (var task = task()) {
      task.initializeState(checkpoint);
      task.open();
      task.processElement1(finding(700, "open", "again"), 0);
      clock(task, DUE);
      assertThat(written(task, 1)).isEmpty();
    }
  }

  @Test
  void withdrawsOnceHoweverOftenItIsFound() throws Exception {
    try (var task = caughtUp()) {
      task.processElement2(isNew(finding(500, "open", "left")), 0);
      task.processElement2(isNew(finding(500, "open", "left")), 0);
      task.processElement2(isNew(finding(501, "withdrawn", "left")), 0);

      assertThat(written(task, 0)).containsExactly("501 withdrawn left");
    }
  }

  @Test
  void opensAgainWhatWasWithdrawnAndIsFoundAfterAll() throws Exception {
    try (var task = caughtUp()) {
      task.processElement2(isNew(finding(500, "open", "left")), 0);
      task.processElement1(finding(501, "open", "in the same millisecond"), 0);

      assertThat(task.extractOutputValues().stream().map(Document::version))
          .containsExactly(501L, 502L);
    }
  }

  @Test
  void remembersAHalfFinishedChainWhileItIsOpen() throws Exception {
    try (var task = caughtUp()) {
      task.processElement1(document(PROGRESS, 300, "open", "held"), 0);
      task.processElement2(isNew(document(PROGRESS, 500, "completed", "left")), 0);
      assertThat(written(task, 1)).containsExactly("501 open held");

      task.processElement1(document(PROGRESS, 700, "expired", "over"), 0);
      assertThat(task.numKeyedStateEntries()).isZero();

      task.processElement2(isNew(document(PROGRESS, 900, "open", "left")), 0);
      assertThat(written(task, 3)).containsExactly("901 withdrawn left");
      assertThat(task.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void forgetsWhatCanBeRevisedNoMore() throws Exception {
    try (var task = caughtUp()) {
      task.setStateTtlProcessingTime(0);
      task.processElement1(finding(300, "open", "held"), 0);
      task.setStateTtlProcessingTime(KEPT.toMillis() + 1);
      task.processElement2(old(finding(500, "open", "left")), 0);

      assertThat(written(task, 1)).isEmpty();
    }
  }
}
