package dev.redthread.pipeline;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.change.PatternChanges;
import dev.redthread.pipeline.operator.ConfirmDocuments;
import dev.redthread.pipeline.operator.Correlate;
import dev.redthread.pipeline.operator.Detect;
import dev.redthread.pipeline.operator.DeviceEvent;
import dev.redthread.pipeline.operator.Documents;
import dev.redthread.pipeline.operator.EntityFinding;
import dev.redthread.pipeline.operator.FindUnconfirmed;
import dev.redthread.pipeline.operator.HoldPages;
import dev.redthread.pipeline.operator.NormaliseAndScreen;
import dev.redthread.pipeline.operator.OfLevel;
import dev.redthread.pipeline.operator.SuppressPages;
import dev.redthread.pipeline.operator.TimelineKey;
import dev.redthread.pipeline.operator.Unconfirmed;
import dev.redthread.pipeline.operator.WireTypes;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch;
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
import org.apache.flink.util.OutputTag;

/** The job as a function of its sources and sinks: one graph for every command. */
public final class JobGraph {
  /** How long a page waits for a checkpoint. */
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  private static final List<String> LEVELS = List.of("one", "two", "three", "four");

  private JobGraph() {}

  /** Adds the job to an environment, which brings parallelism, checkpoints and state back end. */
  public static void define(
      StreamExecutionEnvironment env, Inputs inputs, Outputs outputs, Settings settings) {
    define(env, inputs, outputs, settings, new FixedPatterns(settings));
  }

  /** The same job with patterns that change while it runs. */
  public static void define(
      StreamExecutionEnvironment env,
      Inputs inputs,
      Outputs outputs,
      Settings settings,
      PatternChanges changes) {
    define(env, inputs, outputs, settings, ChangingPatterns.of(env, settings, changes));
  }

  private static void define(
      StreamExecutionEnvironment env,
      Inputs inputs,
      Outputs outputs,
      Settings settings,
      PatternStages stages) {
    SingleOutputStreamOperator<Candidate> screened =
        stages
            .screen(read(env, inputs))
            .returns(WireTypes.CANDIDATE)
            .uid(Uids.NORMALISE_AND_SCREEN)
            .name("Normalise and screen");
    Detected detected = detect(screened, stages);
    outputs
        .findings()
        .ifPresent(sink -> end(detected.findings, sink, Uids.FINDING_SINK, "Findings"));
    if (outputs.documents().isPresent() || outputs.pages().isPresent()) {
      SingleOutputStreamOperator<Document> incidents = correlate(detected, settings);
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
                      documents(env, screened, detected, incidents, outputs, settings),
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

  /** What all levels of detection lead to. */
  private record Detected(
      DataStream<Finding> findings,
      DataStream<EntityFinding> entityFindings,
      DataStream<Document> evidence,
      DataStream<Document> progress) {

    static Detected of(List<SingleOutputStreamOperator<Finding>> levels) {
      return new Detected(
          union(List.copyOf(levels)),
          union(levels.stream().map(level -> side(level, Detect.ENTITY_FINDINGS)).toList()),
          union(levels.stream().map(level -> side(level, Detect.EVIDENCE)).toList()),
          union(levels.stream().map(level -> side(level, Detect.PROGRESS)).toList()));
    }

    private static <T> DataStream<T> side(
        SingleOutputStreamOperator<Finding> level, OutputTag<T> tag) {
      return level.getSideOutput(tag);
    }
  }

  /**
   * One detect for each level of nested patterns. What a level says of its patterns' completing
   * events goes to the higher ones, ahead of the clock that let it say so.
   */
  private static Detected detect(
      SingleOutputStreamOperator<Candidate> screened, PatternStages stages) {
    DataStream<Candidate> resolved =
        stages
            .resolve(
                screened
                    .getSideOutput(NormaliseAndScreen.DEVICE_EVENTS)
                    .keyBy(DeviceEvent::device, Types.STRING))
            .returns(WireTypes.CANDIDATE)
            .uid(Uids.RESOLVE_DEVICE_OWNER)
            .name("Resolve device owner");
    List<DataStream<Candidate>> candidates = new ArrayList<>(List.of(screened, resolved));
    int deepest = stages.deepest();
    if (deepest == 1) {
      return Detected.of(List.of(detect(union(candidates), stages, 1, "Detect")));
    }
    List<SingleOutputStreamOperator<Finding>> levels = new ArrayList<>();
    for (int level = 1; level <= deepest; level++) {
      SingleOutputStreamOperator<Finding> detected =
          detect(
              union(ofLevel(level, candidates)),
              stages,
              level,
              "Detect level " + LEVELS.get(level - 1));
      levels.add(detected);
      candidates.add(detected.getSideOutput(Detect.PATTERN_EVENTS));
    }
    return Detected.of(levels);
  }

  private static List<DataStream<Candidate>> ofLevel(
      int level, List<DataStream<Candidate>> candidates) {
    List<DataStream<Candidate>> filtered = new ArrayList<>();
    for (DataStream<Candidate> stream : candidates) {
      filtered.add(
          stream
              .filter(new OfLevel(level))
              .uid(Uids.CANDIDATES_OF_LEVEL + level + "-" + filtered.size())
              .name("Candidates of level " + LEVELS.get(level - 1)));
    }
    return filtered;
  }

  private static SingleOutputStreamOperator<Finding> detect(
      DataStream<Candidate> candidates, PatternStages stages, int level, String name) {
    return stages
        .detect(candidates.keyBy(TimelineKey::of, WireTypes.TIMELINE_KEY), level)
        .returns(WireTypes.FINDING)
        .uid(level == 1 ? Uids.DETECT : Uids.DETECT_LEVEL + level)
        .name(name);
  }

  private static SingleOutputStreamOperator<Document> correlate(
      Detected detected, Settings settings) {
    return detected
        .entityFindings
        .keyBy(SuppressPages::key, Types.STRING)
        .process(new SuppressPages())
        .returns(WireTypes.ENTITY_FINDING)
        .uid(Uids.SUPPRESS_PAGES)
        .name("Suppress pages")
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
      StreamExecutionEnvironment env,
      SingleOutputStreamOperator<Candidate> screened,
      Detected detected,
      SingleOutputStreamOperator<Document> incidents,
      Outputs outputs,
      Settings settings) {
    Documents documents = settings.documents();
    DataStream<Document> deadLetters =
        screened
            .getSideOutput(NormaliseAndScreen.DEAD_LETTERS)
            .map(letter -> documents.of(letter), WireTypes.DOCUMENT)
            .uid(Uids.DEAD_LETTER_DOCUMENTS)
            .name("Dead letters");
    DataStream<Document> published =
        detected
            .findings
            .map(finding -> documents.of(finding), WireTypes.DOCUMENT)
            .uid(Uids.FINDING_DOCUMENTS)
            .name("Findings");
    DataStream<Document> status = incidents.union(published, detected.progress);
    Optional<DocumentSearch> stored =
        env.getCheckpointConfig().isCheckpointingEnabled() ? outputs.stored() : Optional.empty();
    return stored
        .map(search -> confirmed(status, incidents, search, settings))
        .orElse(status)
        .union(detected.evidence, deadLetters);
  }

  /** The same documents, and after a restore those that must be put right. */
  private static DataStream<Document> confirmed(
      DataStream<Document> status,
      SingleOutputStreamOperator<Document> incidents,
      DocumentSearch stored,
      Settings settings) {
    DataStream<Unconfirmed> unconfirmed =
        incidents
            .getSideOutput(Correlate.CLOCK)
            .transform(
                "Find unconfirmed",
                WireTypes.UNCONFIRMED,
                new FindUnconfirmed.Factory(
                    stored, settings.documents(), System.currentTimeMillis()))
            .setParallelism(1)
            .uid(Uids.FIND_UNCONFIRMED);
    return status
        .keyBy(ConfirmDocuments::key, Types.STRING)
        .connect(unconfirmed.keyBy(ConfirmDocuments::key, Types.STRING))
        .process(
            new ConfirmDocuments(settings.documents(), settings.revisable()), WireTypes.DOCUMENT)
        // What is written must not wait for more to come.
        .setBufferTimeout(0)
        .uid(Uids.CONFIRM_DOCUMENTS)
        .name("Confirm documents");
  }

  private static <T> DataStreamSink<T> end(
      DataStream<T> stream, Sink<T> sink, String uid, String name) {
    return stream.sinkTo(sink).uid(uid).name(name);
  }
}
