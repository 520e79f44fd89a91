package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.Finding;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.change.PatternVersion;
import dev.redthread.pipeline.change.TextsCompiler;
import dev.redthread.pipeline.change.Versions;
import dev.redthread.pipeline.operator.Happening.PatternsChange;
import dev.redthread.pipeline.operator.OperatorRun.Subject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The detect operator in one of its two forms, over sets of generated patterns. */
final class VersionedReplay implements AutoCloseable {
  private static final String TEXT = "version";

  private final Replay<TimelineKey, Candidate, Finding> replay;
  private final @Nullable PatternCourse course;
  private final Subject subject;

  private VersionedReplay(
      Replay<TimelineKey, Candidate, Finding> replay,
      @Nullable PatternCourse course,
      Subject subject) {
    this.replay = replay;
    this.course = course;
    this.subject = subject;
  }

  /** Over patterns that never change. */
  static VersionedReplay fixed(PatternSet patterns, Subject subject, Variation variation)
      throws Exception {
    return new VersionedReplay(
        DetectOperatorTest.replay(patterns, subject.detectors(), variation), null, subject);
  }

  /** Over patterns that change, and begins with what they are at first. */
  static VersionedReplay changing(PatternCourse course, Subject subject, Variation variation)
      throws Exception {
    Replay<TimelineKey, Candidate, Finding> replay =
        course.isByRestart()
            ? DetectOperatorTest.replay(course.first(), subject.detectors(), variation)
            : DetectOperatorTest.replay(operator(course, 1, subject), variation);
    return new VersionedReplay(replay, course, subject);
  }

  /** One that was started with a version. */
  private static ReplayedTask.Factory<Candidate, Finding> operator(
      PatternCourse course, int begin, Subject subject) {
    ReplayedTask.Factory<Candidate, Finding> made =
        ReplayedTask.OfVersions.factory(
            new Versions(PatternVersion.of(1, 0, text(begin)), new Compiler(course.sets())),
            subject.detectors());
    return environment -> subject.altered().apply(made.make(environment));
  }

  /** Knows what is meant by a number. */
  private record Compiler(List<PatternSet> sets) implements TextsCompiler {

    @Override
    public Loaded compile(Map<String, String> texts) {
      int version = Integer.parseInt(String.valueOf(texts.get(TEXT)));
      return new Loaded(sets.get(version - 1), List.of(), texts);
    }
  }

  private static Map<String, String> text(int version) {
    return Map.of(TEXT, String.valueOf(version));
  }

  Replay<TimelineKey, Candidate, Finding> replay() {
    return replay;
  }

  /** Goes over to a version: it is said, or the operator is restarted with it. */
  void change(int version) throws Exception {
    if (course != null && course.isByRestart()) {
      replay.restore(operator(course, version, subject));
    } else {
      replay.happen(
          new PatternsChange<>(PatternVersion.of(version, 1_000L * version, text(version))));
    }
  }

  @Override
  public void close() throws Exception {
    replay.close();
  }
}
