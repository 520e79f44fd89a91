package dev.redthread.pipeline.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.pipeline.FlinkSettings;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.sink.Receiver.Request;
import dev.redthread.pipeline.state.CodecTypeInformation;
import dev.redthread.pipeline.state.PageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class WebhookSinkTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  private static final TypeInformation<Page> PAGE =
      CodecTypeInformation.of(Page.class, PageCodec.class);
  private static final String SECRET = "a secret with ü";
  private static final AtomicBoolean FAILED_ONCE = new AtomicBoolean();

  private static WebhookSink sink(Receiver receiver) {
    return new WebhookSink(receiver.url(), () -> SECRET, Duration.ofSeconds(1));
  }

  private static Page page(String key, int number) {
    return new Page(key, "{\"number\":%d,\"name\":\"Jürgen\"}".formatted(number).getBytes(UTF_8));
  }

  private static void run(Receiver receiver, Configuration settings, List<Page> pages)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.fromData(pages, PAGE).uid("pages").sinkTo(sink(receiver)).uid("hook");
    env.execute();
  }

  private static void run(Receiver receiver, Page... pages) throws Exception {
    run(receiver, FlinkSettings.finite(1, StateBackend.HEAP), List.of(pages));
  }

  private static String signature(Request request) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    String signed =
        request.header("X-Redthread-Timestamp") + "." + new String(request.body(), UTF_8);
    return "sha256=" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
  }

  @Test
  void signsWhatItPostsWithTheTimeOfTheAttempt() throws Exception {
    long before = Instant.now().getEpochSecond();
    try (Receiver receiver = new Receiver((number, exchange) -> 202)) {
      run(receiver, page("key", 1));

      assertThat(receiver.requests()).hasSize(1);
      Request request = receiver.requests().get(0);
      assertThat(request.path()).isEqualTo("/hook");
      assertThat(request.body()).isEqualTo(page("key", 1).json());
      assertThat(request.header("Content-Type")).isEqualTo("application/json");
      assertThat(request.header("X-Redthread-Dedup-Key")).isEqualTo("key");
      assertThat(request.header("X-Redthread-Signature")).isEqualTo(signature(request));
      assertThat(Long.parseLong(request.header("X-Redthread-Timestamp")))
          .isBetween(before, Instant.now().getEpochSecond());
    }
  }

  @Test
  void sendsTheIdempotencyKeyAgainWithTheSamePageOnly() throws Exception {
    try (Receiver receiver = new Receiver((number, exchange) -> number == 1 ? 500 : 200)) {
      run(receiver, page("key", 1), page("key", 2));

      assertThat(receiver.requests())
          .extracting(request -> request.header("Idempotency-Key"))
          .containsExactly(
              Signature.idempotencyKey(page("key", 1)),
              Signature.idempotencyKey(page("key", 1)),
              Signature.idempotencyKey(page("key", 2)));
      assertThat(Signature.idempotencyKey(page("key", 1)))
          .isNotEqualTo(Signature.idempotencyKey(page("key", 2)))
          .isNotEqualTo(Signature.idempotencyKey(page("other", 1)));
    }
  }

  @Test
  void keepsTheOrderOfEachKeyThroughFailuresOfEveryKind() throws Exception {
    List<Page> pages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      for (String key : List.of("a", "b", "c", "d", "e", "f")) {
        pages.add(page(key, i));
      }
    }
    int[] failures = {500, Receiver.HANG_UP, 429, 503, 408};
    try (Receiver receiver =
        new Receiver(
            (number, exchange) -> number % 7 == 0 ? failures[number / 7 % failures.length] : 200)) {
      run(receiver, FlinkSettings.finite(1, StateBackend.HEAP), pages);

      assertThat(
              receiver.accepted().stream()
                  .collect(
                      groupingBy(
                          request -> request.header("X-Redthread-Dedup-Key"),
                          mapping(request -> new String(request.body(), UTF_8), toList()))))
          .isEqualTo(
              pages.stream()
                  .collect(
                      groupingBy(
                          Page::dedupKey,
                          mapping(page -> new String(page.json(), UTF_8), toList()))));
    }
  }

  @Test
  void leavesTheReceiverAloneForAsLongAsItAsks() throws Exception {
    try (Receiver receiver =
        new Receiver(
            (number, exchange) -> {
              exchange.getResponseHeaders().set("Retry-After", "1");
              return number == 1 ? 429 : 200;
            })) {
      run(receiver, page("a", 1), page("a", 2));

      List<Request> requests = receiver.requests();
      assertThat(requests).hasSize(3);
      assertThat(Duration.ofNanos(requests.get(1).nanos() - requests.get(0).nanos()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }
  }

  @Test
  void asksAgainWhenThereIsNoAnswerInTime() throws Exception {
    try (Receiver receiver =
        new Receiver(
            (number, exchange) -> {
              if (number == 1) {
                awaitTheOtherEndHangsUp();
              }
              return 200;
            })) {
      run(receiver, page("a", 1));
      assertThat(receiver.accepted()).hasSize(1);
    }
  }

  /** Until the server is closed: its threads are interrupted then. */
  private static void awaitTheOtherEndHangsUp() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void failsTheJobAndNamesStatusAndKeyOfARefusedPage() {
    try (Receiver receiver = new Receiver((number, exchange) -> 400)) {
      assertThatThrownBy(() -> run(receiver, page("the-key", 1)))
          .hasStackTraceContaining("the-key")
          .hasStackTraceContaining("status 400");
      assertThat(receiver.requests()).hasSize(1);
    }
  }

  @Test
  void sendsARefusedPageAgainWhenTheJobRestarts() throws Exception {
    Configuration settings = FlinkSettings.finite(1, StateBackend.HEAP);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    try (Receiver receiver = new Receiver((number, exchange) -> number == 1 ? 400 : 200)) {
      run(receiver, settings, List.of(page("a", 1)));
      assertThat(receiver.accepted()).hasSize(1);
    }
  }

  @Test
  void keepsUndeliveredPagesInCheckpointsThatDoNotWaitForThem() throws Exception {
    FAILED_ONCE.set(false);
    Configuration settings = FlinkSettings.finite(1, StateBackend.HEAP);
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    try (Receiver receiver =
        new Receiver((number, exchange) -> FAILED_ONCE.get() ? 200 : Receiver.HANG_UP)) {
      StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
      env.fromSequence(1, Long.MAX_VALUE)
          .uid("numbers")
          .flatMap(new ThreePagesThenAFailure())
          .returns(PAGE)
          .uid("pages")
          .sinkTo(sink(receiver))
          .uid("hook");
      JobClient job = env.executeAsync();

      while (differentBodies(receiver).size() < 3) {
        Thread.sleep(10);
      }
      job.cancel().get();
      assertThat(differentBodies(receiver))
          .containsExactlyElementsOf(
              List.of(1, 2, 3).stream()
                  .map(number -> new String(page("key", number).json(), UTF_8))
                  .toList());
    }
  }

  /** Before the failure has stopped the sink, it may deliver a page that then comes again. */
  private static List<String> differentBodies(Receiver receiver) {
    return receiver.accepted().stream()
        .map(request -> new String(request.body(), UTF_8))
        .distinct()
        .toList();
  }

  /** Fails once, at a checkpoint after which its source does not bring the pages again. */
  private static final class ThreePagesThenAFailure
      implements FlatMapFunction<Long, Page>, CheckpointListener {
    private static final long serialVersionUID = 1;
    private transient int made;

    @Override
    public void flatMap(Long number, Collector<Page> out) {
      if (number <= 3) {
        made++;
        out.collect(page("key", Math.toIntExact(number)));
      }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      if (made == 3 && FAILED_ONCE.compareAndSet(false, true)) {
        throw new IllegalStateException("fails as the test wants it");
      }
    }
  }

  @Test
  void readsItsStateAgain() throws Exception {
    PageBacklog.Bytes bytes = new PageBacklog.Bytes();
    byte[] written = bytes.serialize(new PageBacklog(List.of(page("ä", 1), page("b", 2))));

    assertThat(bytes.deserialize(1, written).pages())
        .usingRecursiveComparison()
        .isEqualTo(List.of(page("ä", 1), page("b", 2)));
  }

  @Test
  void saysWhichVariableHoldsNoSecret() {
    assertThatThrownBy(() -> Secret.variable("REDTHREAD_NOT_SET").read())
        .hasMessageContaining("REDTHREAD_NOT_SET");
  }
}
