package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Decided;
import dev.redthread.engine.Finding;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** Drives {@link VersionedDetect} over changes of its patterns. Times are minutes. */
final class ChangingDetect implements AutoCloseable {
  /** Where the clock stands before anything has arrived. */
  private static final long BEGIN = -100;

  private final StateBackend backend;
  private final Map<Long, Candidates> screens = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Candidate> told = new ArrayList<>();
  private Versions versions;
  private KeyedTwoInputStreamOperatorTestHarness<TimelineKey, Candidate, PatternVersion, Finding>
      task;
  private long wallClock;

  ChangingDetect(Versions versions, StateBackend backend) throws Exception {
    this(versions, backend, null);
    clock(BEGIN);
  }

  /** Begins with the state of another operator, if any; the clock is not known yet. */
  ChangingDetect(Versions versions, StateBackend backend, @Nullable OperatorSubtaskState state)
      throws Exception {
    this.versions = versions;
    this.backend = backend;
    know(versions.base());
    task = start(state);
  }

  private KeyedTwoInputStreamOperatorTestHarness<TimelineKey, Candidate, PatternVersion, Finding>
      start(@Nullable OperatorSubtaskState state) throws Exception {
    KeyedTwoInputStreamOperatorTestHarness<TimelineKey, Candidate, PatternVersion, Finding>
        started =
            new KeyedTwoInputStreamOperatorTestHarness<>(
                new VersionedDetect(versions, new DetectorFactory(), new Documents("redthread"), 1),
                TimelineKey::of,
                null,
                WireTypes.TIMELINE_KEY);
    started.setStateBackend(
        switch (backend) {
          case HEAP -> new HashMapStateBackend();
          case ROCKSDB -> new EmbeddedRocksDBStateBackend(true);
        });
    started.setProcessingTime(wallClock);
    started.setup();
    if (state != null) {
      started.initializeState(state);
    }
    started.open();
    return started;
  }

  /** Lets the screen know a version, before the task does. */
  ChangingDetect know(PatternVersion version) {
    screens.put(version.number(), Candidates.of(versions.compile(version), version.number()));
    return this;
  }

  ChangingDetect change(PatternVersion version) throws Exception {
    know(version);
    task.processElement2(new StreamRecord<>(version));
    return collect();
  }

  static Event event(String id, long minute, Activity activity, String person) {
    return Fixtures.event(
        id,
        minute,
        activity,
        Map.of(Event.PERSON, Value.of(person), "source.ip", Value.of("ip-of-" + person)));
  }

  /** An event arrives as a version of the patterns screens it. */
  ChangingDetect arrive(long version, String id, long minute, Activity activity, String person)
      throws Exception {
    Candidates screen = Objects.requireNonNull(screens.get(version));
    byte[] original = OriginalBytes.compress(new byte[] {'{', '}'});
    for (Candidate candidate :
        screen.of(event(id, minute, activity, person), 0, () -> original, false)) {
      task.processElement1(new StreamRecord<>(candidate));
    }
    return collect();
  }

  ChangingDetect clock(long minute) throws Exception {
    long time = minute == Long.MAX_VALUE ? minute : minute * Fixtures.MINUTE;
    task.processWatermark1(new Watermark(time));
    task.processWatermark2(new Watermark(Long.MAX_VALUE));
    return collect();
  }

  /** Lets so many milliseconds of the wall clock pass. */
  ChangingDetect pass(long millis) throws Exception {
    wallClock += millis;
    task.setProcessingTime(wallClock);
    return collect();
  }

  /** Goes on from a snapshot, in a job that was started with these files. */
  ChangingDetect restore(Versions startedWith) throws Exception {
    OperatorSubtaskState state = task.snapshot(1, 1);
    task.close();
    versions = startedWith;
    know(startedWith.base());
    task = start(state);
    return this;
  }

  private ChangingDetect collect() {
    findings.addAll(task.extractOutputValues());
    Queue<StreamRecord<Candidate>> side = task.getSideOutput(Detect.PATTERN_EVENTS);
    if (side != null) {
      side.forEach(record -> told.add(record.getValue()));
      side.clear();
    }
    task.getOutput().clear();
    return this;
  }

  /** What was said to patterns of patterns since last asked, such as {@code outer: inner}. */
  List<String> saidToOuter() {
    List<String> said = new ArrayList<>();
    for (Candidate candidate : told) {
      said.add(candidate.pattern() + ": " + candidate.event().source());
    }
    told.clear();
    return said;
  }

  /** What was published since last asked, such as {@code phished OPEN [c, l]}. */
  List<String> news() {
    List<String> news =
        findings.stream()
            .map(each -> each.pattern().id() + " " + each.status() + " " + each.events())
            .toList();
    findings.clear();
    return news;
  }

  List<Finding> findings() {
    return findings;
  }

  int timers() {
    return task.numEventTimeTimers() + task.numProcessingTimeTimers();
  }

  int wallClockTimers() {
    return task.numProcessingTimeTimers();
  }

  /** Under which form each key was decided. */
  Map<String, Decided> decided() throws Exception {
    Map<String, Decided> decided = new TreeMap<>();
    task.getOperator()
        .getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            KeyedTimeline.DECIDED,
            (key, cell) -> decided.put(key.toString(), cell.value()));
    return decided;
  }

  /** The names of the states in which anything is kept. */
  Set<String> states() {
    TreeSet<String> names = new TreeSet<>();
    for (var state : DetectOperatorTest.STATES) {
      try (var keys =
          task.getOperator()
              .getKeyedStateBackend()
              .getKeys(state.getName(), VoidNamespace.INSTANCE)) {
        keys.forEach(key -> names.add(state.getName()));
      }
    }
    return names;
  }

  @Override
  public void close() throws Exception {
    task.close();
  }
}
