package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Detector;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.Versions;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;

/** One task of a keyed operator that is replayed. */
interface ReplayedTask<I, O> {

  AbstractStreamOperatorTestHarness<O> harness();

  void arrive(I element) throws Exception;

  void clock(long receivedClock) throws Exception;

  void change(PatternVersion version) throws Exception;

  /** Makes the tasks of an operator. */
  interface Factory<I, O> {
    ReplayedTask<I, O> make(Environment environment) throws Exception;
  }

  /** Of an operator with one input. */
  record OfOneInput<K, I, O>(KeyedOneInputStreamOperatorTestHarness<K, I, O> harness)
      implements ReplayedTask<I, O> {

    @Override
    public void arrive(I element) throws Exception {
      harness.processElement(new StreamRecord<>(element));
    }

    @Override
    public void clock(long receivedClock) throws Exception {
      harness.processWatermark(receivedClock);
    }

    @Override
    public void change(PatternVersion version) {
      throw new UnsupportedOperationException("no version reaches this operator");
    }
  }

  /** Of {@link VersionedDetect}. */
  record OfVersions(
      KeyedTwoInputStreamOperatorTestHarness<TimelineKey, Candidate, PatternVersion, Finding>
          harness)
      implements ReplayedTask<Candidate, Finding> {

    static Factory<Candidate, Finding> factory(Versions versions, Detector.Factory detectors) {
      return environment ->
          new OfVersions(
              new KeyedTwoInputStreamOperatorTestHarness<>(
                  new VersionedDetect(versions, detectors, new Documents("redthread"), 1),
                  TimelineKey::of,
                  null,
                  WireTypes.TIMELINE_KEY,
                  environment.getTaskInfo().getMaxNumberOfParallelSubtasks(),
                  environment.getTaskInfo().getNumberOfParallelSubtasks(),
                  environment.getTaskInfo().getIndexOfThisSubtask()));
    }

    @Override
    public void arrive(Candidate element) throws Exception {
      harness.processElement1(new StreamRecord<>(element));
    }

    @Override
    public void clock(long receivedClock) throws Exception {
      harness.processWatermark1(new Watermark(receivedClock));
      harness.processWatermark2(new Watermark(Long.MAX_VALUE));
    }

    @Override
    public void change(PatternVersion version) throws Exception {
      harness.processElement2(new StreamRecord<>(version));
    }
  }
}
