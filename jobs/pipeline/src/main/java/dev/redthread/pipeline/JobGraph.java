package dev.redthread.pipeline;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.operator.Correlate;
import dev.redthread.pipeline.operator.Detect;
import dev.redthread.pipeline.operator.DeviceEvent;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.EntityFinding;
import dev.redthread.pipeline.operator.HoldPages;
import dev.redthread.pipeline.operator.NormaliseAndScreen;
import dev.redthread.pipeline.operator.ResolveDeviceOwner;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.Page;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.state.Uids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job as a function of its sources and sinks: one graph for every command. */
public final class JobGraph {
  /** How long a page waits for a checkpoint. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  private JobGraph() {}

  /** Adds the job to an environment, which brings parallelism, checkpoints and state back end. */
  public static void define(
      StreamExecutionEnvironment env, Inputs inputs, Outputs outputs, Settings settings) {
    SingleOutputStreamOperator<Candidate> screened =
        read(env, inputs)
            .process(
                new NormaliseAndScreen(
                    settings.patterns(), settings.mappings(), settings.aliases()))
            .returns(WireTypes.CANDIDATE)
            .uid(Uids.NORMALISE_AND_SCREEN)
            .name("Normalise and screen");
    SingleOutputStreamOperator<Finding> findings = detect(screened, settings);
    outputs.findings().ifPresent(sink -> end(findings, sink, Uids.FINDING_SINK, "Findings"));
    if (outputs.documents().isPresent() || outputs.pages().isPresent()) {
      SingleOutputStreamOperator<Document> incidents = correlate(findings, settings);
      outputs
          .pages()
          .ifPresent(
              sink ->
                  // One task, so that undelivered pages keep their order when tasks are added.
                  end(pages(env, incidents), sink, Uids.PAGE_SINK, "Pages").setParallelism(1));
      outputs
          .documents()
          .ifPresent(
              sink ->
                  end(
                      documents(screened, findings, incidents, settings.documents()),
                      sink,
                      Uids.DOCUMENT_SINK,
                      "Documents"));
    }
  }

  private static DataStream<Delivered> read(StreamExecutionEnvironment env, Inputs inputs) {
    List<DataStream<Delivered>> read = new ArrayList<>();
    for (Inputs.Input input : inputs.inputs()) {
      DataStreamSource<Delivered> stream =
          env.fromSource(input.source(), input.clock(), input.name(), WireTypes.DELIVERED);
      stream.uid(input.uid());
      Optional<Integer> parallelism = input.parallelism();
      if (parallelism.isPresent()) {
        stream.setParallelism(parallelism.get());
      }
      read.add(stream);
    }
    return union(read);
  }

  private static <T> DataStream<T> union(List<DataStream<T>> streams) {
    DataStream<T> united = streams.get(0);
    for (DataStream<T> stream : streams.subList(1, streams.size())) {
      united = united.union(stream);
    }
    return united;
  }

  private static SingleOutputStreamOperator<Finding> detect(
      SingleOutputStreamOperator<Candidate> screened, Settings settings) {
    DataStream<Candidate> resolved =
        screened
            .getSideOutput(NormaliseAndScreen.DEVICE_EVENTS)
            .keyBy(DeviceEvent::device, Types.STRING)
            .process(new ResolveDeviceOwner(settings.patterns(), settings.waiting()))
            .returns(WireTypes.CANDIDATE)
            .uid(Uids.RESOLVE_DEVICE_OWNER)
            .name("Resolve device owner");
    return screened
        .union(resolved)
        .keyBy(TimelineKey::of, WireTypes.TIMELINE_KEY)
        .process(new Detect(settings.patterns(), settings.detectors(), settings.documents()))
        .returns(WireTypes.FINDING)
        .uid(Uids.DETECT)
        .name("Detect");
  }

  private static SingleOutputStreamOperator<Document> correlate(
      SingleOutputStreamOperator<Finding> findings, Settings settings) {
    return findings
        .getSideOutput(Detect.ENTITY_FINDINGS)
        .keyBy(EntityFinding::key, Types.STRING)
        .process(new Correlate(settings.incidents(), settings.documents()))
        .returns(WireTypes.DOCUMENT)
        .uid(Uids.CORRELATE)
        .name("Correlate");
  }

  private static DataStream<Page> pages(
      StreamExecutionEnvironment env, SingleOutputStreamOperator<Document> incidents) {
    DataStream<Page> pages = incidents.getSideOutput(Correlate.PAGES);
    if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
      return pages;
    }
    return pages
        .transform("Hold pages", WireTypes.PAGE, new HoldPages(LONGEST_HOLD))
        .setParallelism(1)
        .uid(Uids.HOLD_PAGES);
  }

  private static DataStream<Document> documents(
      SingleOutputStreamOperator<Candidate> screened,
      SingleOutputStreamOperator<Finding> findings,
      DataStream<Document> incidents,
      Documents documents) {
    DataStream<Document> deadLetters =
        screened
            .getSideOutput(NormaliseAndScreen.DEAD_LETTERS)
            .map(letter -> documents.of(letter), WireTypes.DOCUMENT)
            .uid(Uids.DEAD_LETTER_DOCUMENTS)
            .name("Dead letters");
    DataStream<Document> published =
        findings
            .map(finding -> documents.of(finding), WireTypes.DOCUMENT)
            .uid(Uids.FINDING_DOCUMENTS)
            .name("Findings");
    return incidents.union(
        published,
        findings.getSideOutput(Detect.EVIDENCE),
        findings.getSideOutput(Detect.PROGRESS),
        deadLetters);
  }

  private static <T> DataStreamSink<T> end(
      DataStream<T> stream, Sink<T> sink, String uid, String name) {
    return stream.sinkTo(sink).uid(uid).name(name);
  }
}
