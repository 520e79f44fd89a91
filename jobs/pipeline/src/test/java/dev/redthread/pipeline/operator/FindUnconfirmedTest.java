package dev.redthread.pipeline.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.sink.Document;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FindUnconfirmedTest {
  private static final long MINUTE = FindUnconfirmed.CLOCKS_APART.toMillis();
  private static final long CHECKPOINT = 100 * MINUTE;
  private static final long RESTORE = 110 * MINUTE;

  private final StoredInMemory store = new StoredInMemory();

  @AfterEach
  void forget() {
    store.close();
  }

  private OneInputStreamOperatorTestHarness<Document, Unconfirmed> task(long wallClock)
      throws Exception {
    var task =
        new OneInputStreamOperatorTestHarness<Document, Unconfirmed>(
            new FindUnconfirmed.Factory(store, new Documents("redthread"), 0));
    task.setup(
        WireTypes.UNCONFIRMED.createSerializer(task.getExecutionConfig().getSerializerConfig()));
    task.setProcessingTime(wallClock);
    return task;
  }

  private OneInputStreamOperatorTestHarness<Document, Unconfirmed> restored(
      OperatorSubtaskState checkpoint, long wallClock) throws Exception {
    var task = task(wallClock);
    task.initializeState(checkpoint);
    task.open();
    return task;
  }

  private OperatorSubtaskState checkpoint() throws Exception {
    try (var task = task(CHECKPOINT - MINUTE)) {
      task.open();
      return task.snapshot(1, CHECKPOINT);
    }
  }

  private void stored(String id, long written, long raised) {
    store.write(
        new Document(
            "redthread-findings",
            id,
            written,
            "{\"status\":\"open\",\"detected\":\"%s\",\"redthread\":{\"written\":\"%s\"}}"
                .formatted(Instant.ofEpochMilli(raised), Instant.ofEpochMilli(written))
                .getBytes(UTF_8)));
  }

  private void chain(String id, long began) {
    store.write(
        new Document(
            "redthread-progress",
            id,
            RESTORE,
            "{\"status\":\"open\",\"first\":\"%s\",\"redthread\":{\"written\":\"%s\"}}"
                .formatted(Instant.ofEpochMilli(began), Instant.ofEpochMilli(RESTORE))
                .getBytes(UTF_8)));
  }

  /** Lets a search come to its end. */
  private static List<String> found(OneInputStreamOperatorTestHarness<Document, Unconfirmed> task)
      throws Exception {
    task.getOperator().finish();
    return task.extractOutputValues().stream()
        .map(one -> one.stored().id() + (one.isNew() ? " new" : " old"))
        .toList();
  }

  @Test
  void findsWhatWasWrittenAfterTheCheckpointOnceTheClockHasPassedTheRestore() throws Exception {
    stored("before", CHECKPOINT - 2 * MINUTE, CHECKPOINT - 2 * MINUTE);
    stored("revised", CHECKPOINT + 1, CHECKPOINT - 2 * MINUTE);
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    stored("later", RESTORE + MINUTE + 1, RESTORE + MINUTE + 1);
    try (var task = restored(checkpoint(), RESTORE)) {
      task.processWatermark(new Watermark(RESTORE - 1));
      assertThat(found(task)).isEmpty();

      task.processWatermark(new Watermark(RESTORE));
      assertThat(found(task)).containsExactly("raised new", "revised old");
      assertThat(task.extractOutputValues()).extracting(Unconfirmed::due).containsOnly(RESTORE);

      task.processWatermark(new Watermark(RESTORE + 1));
      assertThat(found(task)).hasSize(2);
    }
  }

  @Test
  void doesNothingWithoutARestore() throws Exception {
    stored("raised", CHECKPOINT, CHECKPOINT);
    try (var task = task(CHECKPOINT)) {
      task.open();
      task.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(found(task)).isEmpty();
    }
  }

  @Test
  void doesNothingAfterARestoreFromAVersionThatDidNotKeepIt() throws Exception {
    stored("raised", CHECKPOINT, CHECKPOINT);
    OperatorSubtaskState first;
    try (var task = task(CHECKPOINT)) {
      task.setRestoredCheckpointId(1);
      task.initializeState(OperatorSubtaskState.builder().build());
      task.open();
      task.processWatermark(new Watermark(RESTORE));
      assertThat(found(task)).isEmpty();
      first = task.snapshot(2, CHECKPOINT);
    }
    chain("before", CHECKPOINT - 1);
    chain("since", CHECKPOINT);
    try (var task = restored(first, RESTORE)) {
      task.processWatermark(new Watermark(RESTORE));
      assertThat(found(task)).containsExactly("raised new", "before old", "since new");
    }
  }

  @Test
  void findsItAlsoWhenItCrashesAgainBeforeItHasSearched() throws Exception {
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    OperatorSubtaskState second;
    try (var task = restored(checkpoint(), RESTORE)) {
      second = task.snapshot(2, RESTORE + 5 * MINUTE);
    }
    stored("raised since", RESTORE + 6 * MINUTE, RESTORE + 6 * MINUTE);
    try (var task = restored(second, RESTORE + 7 * MINUTE)) {
      task.processWatermark(new Watermark(RESTORE + 7 * MINUTE));
      assertThat(found(task)).containsExactly("raised new", "raised since new");
    }
  }

  @Test
  void doesNotSearchAgainForWhatACheckpointCoversSince() throws Exception {
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    OperatorSubtaskState second;
    try (var task = restored(checkpoint(), RESTORE)) {
      task.processWatermark(new Watermark(RESTORE));
      assertThat(found(task)).hasSize(1);
      second = task.snapshot(2, RESTORE + 5 * MINUTE);
    }
    try (var task = restored(second, RESTORE + 6 * MINUTE)) {
      task.processWatermark(new Watermark(RESTORE + 6 * MINUTE));
      assertThat(found(task)).isEmpty();
    }
  }

  @Test
  void searchesAtTheEndOfTheInputWhateverItsClockWas() throws Exception {
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    try (var task = restored(checkpoint(), RESTORE)) {
      task.processWatermark(new Watermark(5));
      task.processWatermark(Watermark.MAX_WATERMARK);
      assertThat(found(task)).containsExactly("raised new");
    }
  }

  @Test
  void searchesUntilTheStoreIsBack() throws Exception {
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    store.failing(2);
    try (var task = restored(checkpoint(), RESTORE)) {
      task.processWatermark(new Watermark(RESTORE));
      assertThat(task.snapshot(2, RESTORE + 1)).isNotNull();
      assertThat(found(task)).containsOnly("raised new").hasSize(3);
    }
  }

  @Test
  void endsWithItsTaskInTheMiddleOfASearch() throws Exception {
    stored("raised", CHECKPOINT + 2, CHECKPOINT + 2);
    store.failing(Integer.MAX_VALUE);
    try (var task = restored(checkpoint(), RESTORE)) {
      task.processWatermark(new Watermark(RESTORE));
      Thread search =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().equals(UnconfirmedSearch.THREAD))
              .findFirst()
              .orElseThrow();
      task.getOperator().close();
      search.join();
    }
  }
}
