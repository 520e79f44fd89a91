package dev.redthread.cli;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.engine.explain.Explainer;
import dev.redthread.engine.explain.Explanation;
import dev.redthread.engine.explain.GroupTimelines;
import dev.redthread.engine.explain.Naming;
import dev.redthread.engine.explain.TimelineText;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.SourceInfo;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Limits;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.operator.InProcessJob;
import dev.redthread.pipeline.operator.InProcessRun;
import dev.redthread.pipeline.operator.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How far one pattern came in each of its groups, over recorded logs. */
final class ExplainedLog implements InProcessJob.Output {
  private static final Duration LINKS_KEPT = Duration.ofDays(400);
  private static final int MOST_NEAR = 1_000;
  private static final int MOST_EXPLAINED = 200;

  private final CompiledPattern pattern;
  private final PatternSet set;
  private final Sources sources;
  private final IdentityAliases aliases;
  private final Tables tables;
  private final GroupTimelines groups;
  private final Naming naming = new ByTime();
  private final Explainer explainer;
  private final List<Event> near = new ArrayList<>();
  private final Map<String, Normalizer> normalizers = new HashMap<>();
  private final Map<String, Long> linesOf = new TreeMap<>();
  private long read;
  private long refused;

  private ExplainedLog(
      CompiledPattern pattern,
      PatternSet all,
      Sources sources,
      IdentityAliases aliases,
      Tables tables) {
    this.pattern = pattern;
    this.sources = sources;
    this.aliases = aliases;
    this.tables = tables;
    set = all.only(pattern);
    groups = new GroupTimelines(pattern.id());
    explainer = new Explainer(pattern, set, naming);
  }

  /**
   * Reads logs whole; nothing expires on the way, as if every delay were unlimited.
   *
   * @param tables what adds fields to events
   * @param source the source of bare records, or null when each line names its own
   */
  static ExplainedLog of(
      CompiledPattern pattern,
      PatternSet all,
      Sources sources,
      IdentityAliases aliases,
      Tables tables,
      List<Path> files,
      @Nullable String source)
      throws IOException {
    ExplainedLog log = new ExplainedLog(pattern, all, sources, aliases, tables);
    InProcessRun run =
        new InProcessJob(
                log.set,
                sources.mappings(),
                aliases,
                tables,
                new DetectorFactory(),
                Waiting.of(log.set, 0, LINKS_KEPT.toMillis()))
            .start(log);
    LogLines lines = new LogLines(sources, source);
    for (Path file : files) {
      lines.read(file, (decoded, origin) -> log.take(decoded, origin, run));
    }
    return log;
  }

  private void take(Decoded decoded, Origin origin, InProcessRun run) {
    read++;
    if (!(decoded instanceof Decoded.Found found)) {
      refused++;
      return;
    }
    linesOf.merge(found.source(), 1L, Long::sum);
    RawRecord raw =
        new RawRecord(
            found.source(), found.received().orElse(Long.MAX_VALUE), 0, found.bytes(), origin);
    run.deliver(raw);
    normalizers
        .computeIfAbsent(found.source(), this::normalizer)
        .normalize(raw, this::takeNear, letter -> {});
  }

  private Normalizer normalizer(String source) {
    SourceMapping mapping = sources.mapping(source).orElseThrow();
    FieldDemand demand = set.fields(source);
    return Normalizer.compile(
        demand.every() ? mapping.withEveryLeaf() : mapping,
        demand.names(),
        aliases,
        () -> tables,
        Limits.DEFAULT);
  }

  private void takeNear(Event event) {
    if (near.size() < MOST_NEAR && explainer.isNear(event)) {
      near.add(event);
    }
  }

  @Override
  public void finding(Finding finding) {}

  @Override
  public void deadLetter(DeadLetter letter) {
    refused++;
  }

  @Override
  public void candidate(Candidate candidate) {
    groups.add(candidate);
  }

  /** Writes the groups, those that came farthest first. */
  void print(PrintWriter out) {
    Map<List<String>, List<TimelineEvent>> byGroup = groups.byGroup();
    List<Explanation> explained =
        byGroup.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                    (Map.Entry<List<String>, List<TimelineEvent>> group) ->
                        -roles(group.getValue())))
            .limit(MOST_EXPLAINED)
            .map(group -> explainer.explain(group.getKey(), group.getValue(), near))
            .sorted(
                Comparator.comparingInt(Explanation::step)
                    .reversed()
                    .thenComparing(each -> each.group().toString()))
            .toList();
    TimelineText text = new TimelineText(pattern, set, naming);
    out.println(pattern.id() + " " + pattern.title());
    explained.forEach(each -> out.print(Printable.of(text.of(each))));
    if (explained.isEmpty()) {
      out.println("no event of any group matches a rule of the pattern");
      out.println("  it asks " + asked() + "; read were " + readFrom());
      out.print(Printable.of(text.of(explainer.explain(List.of(), List.of(), near))));
    }
    if (byGroup.size() > explained.size()) {
      out.println((byGroup.size() - explained.size()) + " more groups, with fewer kinds of events");
    }
    out.flush();
  }

  /** The sources whose events can match one of the rules. */
  private String asked() {
    List<String> asked =
        sources.catalog().sources().stream()
            .filter(source -> !source.everyLogsource())
            .map(SourceInfo::name)
            .filter(name -> set.rules().stream().anyMatch(rule -> rule.reads(name)))
            .sorted()
            .toList();
    return asked.isEmpty() ? "no source that has a mapping" : String.join(", ", asked);
  }

  private String readFrom() {
    return linesOf.isEmpty()
        ? "none"
        : linesOf.entrySet().stream()
            .map(each -> each.getValue() + " of " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  /** How many rules have an event. */
  private static long roles(List<TimelineEvent> events) {
    return Long.bitCount(
        events.stream().mapToLong(TimelineEvent::roles).reduce(0, (one, other) -> one | other));
  }

  /** What was read, in one line. */
  String summary() {
    return read
        + " lines, "
        + refused
        + " that cannot be read, "
        + groups.byGroup().size()
        + " groups with an event";
  }

  /** Events by their native ids, times as they are. */
  private static final class ByTime implements Naming {
    @Override
    public String event(Event event) {
      return event.id();
    }

    @Override
    public String time(long time) {
      return Instant.ofEpochMilli(time).toString();
    }
  }
}
