package dev.redthread.cli.testing;

import dev.redthread.engine.Detector;
import dev.redthread.engine.detect.DetectorFactory;
import dev.redthread.event.SourceCatalog;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.normalize.Tables;
import dev.redthread.pattern.PatternPaths;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.diagnostic.Diagnostic;
import dev.redthread.pipeline.operator.InProcessJob;
import dev.redthread.pipeline.operator.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the tests of patterns and says what came of them.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class TestRun {
  private static final Duration LINKS_KEPT = Duration.ofDays(400);

  private final Sources sources;
  private final SourceCatalog catalog;
  private final IdentityAliases aliases;
  private final PatternPaths beside;
  private final Detector.Factory detectors;
  private final Map<String, List<Result>> results = new LinkedHashMap<>();
  private final StringBuilder badPatterns = new StringBuilder();
  private final StringBuilder problems = new StringBuilder();
  private int replays;

  /**
   * @param beside what is read with all patterns: what placeholders stand for, and jars
   */
  public TestRun(Sources sources, IdentityAliases aliases, PatternPaths beside) {
    this(sources, aliases, beside, new DetectorFactory());
  }

  /** The same over another engine. */
  TestRun(
      Sources sources, IdentityAliases aliases, PatternPaths beside, Detector.Factory detectors) {
    this.sources = sources;
    this.aliases = aliases;
    this.beside = beside;
    this.detectors = detectors;
    catalog = sources.catalog();
  }

  /** Runs what a path asks for: a folder of patterns, a part of one, or a file in it. */
  public void run(Path path) {
    Suite suite = Suite.of(TestPaths.of(path), beside, catalog);
    if (suite.hasBadPatterns()) {
      badPatterns.append(suite.text());
      return;
    }
    problems.append(suite.text());
    Map<String, InProcessJob> jobs = new HashMap<>();
    suite
        .byFile()
        .forEach(
            (file, tests) -> {
              List<Result> of = results.computeIfAbsent(file, any -> new ArrayList<>());
              tests.forEach(test -> of.add(run(test, suite.set(), jobs)));
            });
    for (Diagnostic problem : suite.problems()) {
      if (problem.isError()) {
        results
            .computeIfAbsent(problem.place().file(), any -> new ArrayList<>())
            .add(
                new Result(
                    problem.place().file(),
                    problem.code().id() + " " + problem.place(),
                    problem.message(),
                    0));
      }
    }
  }

  private Result run(Suite.Planned planned, PatternSet all, Map<String, InProcessJob> jobs) {
    long started = System.nanoTime();
    CompiledPattern pattern = planned.pattern();
    PatternSet set = all.only(pattern);
    InProcessJob job = jobs.computeIfAbsent(pattern.id(), any -> job(set));
    Recording recording = Recording.of(planned.test(), set, sources, aliases);
    Trial.Outcome outcome = Trial.of(pattern, job, catalog, recording);
    replays += outcome.replays();
    String difference =
        outcome.passed() ? "" : new Difference(pattern, set, recording, outcome).text();
    return new Result(
        planned.test().place().toString(),
        planned.test().name(),
        difference,
        System.nanoTime() - started);
  }

  private InProcessJob job(PatternSet set) {
    long greatestDelay =
        sources.mappings().stream()
            .map(SourceMapping::info)
            .mapToLong(info -> info.maxDelay().toMillis())
            .max()
            .orElse(0);
    return new InProcessJob(
        set,
        sources.mappings(),
        aliases,
        // A test says itself what tables would: it must not depend on whose lists are there.
        Tables.NONE,
        detectors,
        Waiting.of(set, greatestDelay, LINKS_KEPT.toMillis()));
  }

  /** Writes what is wrong with files and tests, for people. */
  public void print(PrintWriter out) {
    out.print(badPatterns);
    out.print(problems);
    results.values().stream()
        .flatMap(List::stream)
        .filter(result -> !result.passed() && result.nanos() > 0)
        .forEach(
            result ->
                out.print(
                    "FAILED "
                        + result.file()
                        + " "
                        + result.name()
                        + "\n"
                        + result.difference()
                        + "\n"));
    out.flush();
  }

  /** One line that counts. */
  public String summary() {
    long tests = results.values().stream().flatMap(List::stream).filter(r -> r.nanos() > 0).count();
    long failed =
        results.values().stream()
            .flatMap(List::stream)
            .filter(result -> result.nanos() > 0 && !result.passed())
            .count();
    return tests
        + (tests == 1 ? " test, " : " tests, ")
        + replays
        + " replays, "
        + failed
        + " failed";
  }

  public boolean passed() {
    return badPatterns.isEmpty()
        && results.values().stream().flatMap(List::stream).allMatch(Result::passed);
  }

  /** Writes the report for build servers. */
  public void write(OutputStream junit) throws IOException {
    JUnitReport.write(junit, results);
  }
}
