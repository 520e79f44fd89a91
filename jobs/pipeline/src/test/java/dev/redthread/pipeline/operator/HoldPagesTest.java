package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.sink.Page;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

final class HoldPagesTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static OneInputStreamOperatorTestHarness<Page, Page> task() throws Exception {
    var task = new OneInputStreamOperatorTestHarness<>(new HoldPages(LONGEST));
    task.setup(WireTypes.PAGE.createSerializer(task.getExecutionConfig().getSerializerConfig()));
    return task;
  }

  private static OneInputStreamOperatorTestHarness<Page, Page> opened() throws Exception {
    var task = task();
    task.open();
    return task;
  }

  private static Page page(String key) {
    return new Page(key, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> left(OneInputStreamOperatorTestHarness<Page, Page> task) {
    return task.extractOutputValues().stream().map(Page::dedupKey).toList();
  }

  @Test
  void letsAPageGoOnceACompletedCheckpointCoversIt() throws Exception {
    try (var task = opened()) {
      task.processElement(page("a"), 0);
      task.snapshot(1, 1);
      task.processElement(page("b"), 0);
      assertThat(left(task)).isEmpty();

      task.notifyOfCompletedCheckpoint(1);
      assertThat(left(task)).containsExactly("a");

      task.snapshot(2, 2);
      task.notifyOfCompletedCheckpoint(2);
      assertThat(left(task)).containsExactly("a", "b");
    }
  }

  @Test
  void takesALaterCheckpointForOneThatFailed() throws Exception {
    try (var task = opened()) {
      task.processElement(page("a"), 0);
      task.snapshot(1, 1);
      task.processElement(page("b"), 0);
      task.snapshot(2, 2);
      task.processElement(page("c"), 0);

      task.notifyOfCompletedCheckpoint(2);
      assertThat(left(task)).containsExactly("a", "b");
    }
  }

  @Test
  void letsGoWhatACheckpointHeldWhenItIsRestored() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var task = opened()) {
      task.processElement(page("a"), 0);
      task.processElement(page("b"), 0);
      checkpoint = task.snapshot(1, 1);
    }
    try (var task = task()) {
      task.initializeState(checkpoint);
      task.open();
      assertThat(left(task)).containsExactly("a", "b");
    }
  }

  @Test
  void waitsNoLongerThanItMayWhenNoCheckpointCompletes() throws Exception {
    try (var task = opened()) {
      task.setProcessingTime(1_000);
      task.processElement(page("a"), 0);
      task.setProcessingTime(31_000);
      task.processElement(page("b"), 0);

      task.setProcessingTime(60_999);
      assertThat(left(task)).isEmpty();
      task.setProcessingTime(61_000);
      assertThat(left(task)).containsExactly("a");
      task.setProcessingTime(91_000);
      assertThat(left(task)).containsExactly("a", "b");
    }
  }

  @Test
  void repeatsNoPageThatLeftBeforeTheCheckpoint() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var task = opened()) {
      task.processElement(page("a"), 0);
      task.snapshot(1, 1);
      task.notifyOfCompletedCheckpoint(1);
      checkpoint = task.snapshot(2, 2);
    }
    try (var task = task()) {
      task.initializeState(checkpoint);
      task.open();
      assertThat(left(task)).isEmpty();
    }
  }

  @Test
  void letsAllGoAtTheEndOfTheInput() throws Exception {
    try (var task = opened()) {
      task.processElement(page("a"), 0);
      task.endInput();
      assertThat(left(task)).containsExactly("a");
    }
  }
}
