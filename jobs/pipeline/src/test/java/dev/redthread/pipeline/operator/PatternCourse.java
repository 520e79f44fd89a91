package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.generated.Arrival;
import dev.redthread.engine.generated.Dice;
import dev.redthread.engine.generated.GeneratedCase;
import dev.redthread.engine.generated.OtherForms;
import dev.redthread.engine.generated.Together;
import dev.redthread.engine.generated.Together.Sent;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the patterns of many cases change while their events arrive, and what the screen makes of
 * each event under the version that it had heard of by then.
 *
 * <p>There are three versions: with the first the operator begins, the last has the patterns of the
 * cases. The second is said before the last, or together with it. Or the operator is stopped before
 * an arrival and goes on as one that was started with the last version.
 */
final class PatternCourse {
  static final int LAST = 3;

  /** What becomes of the pattern of a case. */
  enum Kind {
    AS_IT_WAS,
    SAID_OTHERWISE,
    CHANGED,
    ADDED,
    PUT_BACK
  }

  private final Together together;
  private final List<Sent> arrivals;
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Boolean> early = new ArrayList<>();
  private final List<PatternSet> sets = new ArrayList<>();
  private final List<Optional<Candidate>> candidates = new ArrayList<>();
  private final ScreenedUnder screenedUnder;
  private final boolean byRestart;
  private final int second;
  private final int last;

  private PatternCourse(Together together, List<Sent> arrivals, Dice dice) {
    this.together = together;
    this.arrivals = arrivals;
    byRestart = dice.percent(20);
    last = dice.between(0, arrivals.size());
    second = byRestart || dice.percent(50) ? last : dice.between(0, last);
    List<List<CompiledPattern>> forms = List.of(new ArrayList<>(), new ArrayList<>());
    for (int of = 0; of < together.cases().size(); of++) {
      draw(of, forms);
    }
    forms.forEach(patterns -> sets.add(set(patterns)));
    sets.add(together.patterns());
    screenedUnder =
        byRestart
            ? ScreenedUnder.inForce(arrivals, second, last)
            : ScreenedUnder.drawn(arrivals, second, last, dice);
    screen();
  }

  /**
   * Draws a course.
   *
   * @param together cases whose events say what the screen needs
   */
  static PatternCourse of(Together together, List<Sent> arrivals, Dice dice) {
    return new PatternCourse(together, arrivals, dice);
  }

  /** Draws what becomes of a case's pattern, and adds what the first two versions have of it. */
  private void draw(int of, List<List<CompiledPattern>> forms) {
    GeneratedCase generated = together.cases().get(of);
    CompiledPattern pattern = generated.pattern();
    Dice dice = new Dice(generated.seed(), "change");
    Kind kind = kind(pattern, dice);
    kinds.add(kind);
    boolean withSecond = dice.percent(50) && !byRestart;
    early.add(withSecond);
    OtherForms others = new OtherForms(generated, dice);
    List<CompiledPattern> before =
        switch (kind) {
          case AS_IT_WAS, PUT_BACK -> List.of(pattern);
          case SAID_OTHERWISE -> List.of(others.saidOtherwise());
          case CHANGED -> List.of(other(of, others, dice));
          case ADDED -> List.of();
        };
    forms.get(0).addAll(before);
    if (kind != Kind.PUT_BACK) {
      forms.get(1).addAll(withSecond ? List.of(pattern) : before);
    }
  }

  private Kind kind(CompiledPattern pattern, Dice dice) {
    Kind kind =
        dice.pick(
            List.of(
                Kind.AS_IT_WAS,
                Kind.SAID_OTHERWISE,
                Kind.CHANGED,
                Kind.CHANGED,
                Kind.CHANGED,
                Kind.CHANGED,
                Kind.ADDED,
                Kind.ADDED,
                Kind.PUT_BACK,
                Kind.PUT_BACK));
    if (kind == Kind.CHANGED && pattern.shape() instanceof Shape.Single) {
      return Kind.SAID_OTHERWISE;
    }
    return kind == Kind.PUT_BACK && byRestart ? Kind.AS_IT_WAS : kind;
  }

  /** Another form that lets go of nothing before the change. */
  private CompiledPattern other(int of, OtherForms others, Dice dice) {
    CompiledPattern any = others.any();
    if (dice.percent(60) && keepsAll(of, any)) {
      return any;
    }
    return dice.percent(50) ? others.keepingAll() : others.keepingSome();
  }

  private boolean keepsAll(int of, CompiledPattern form) {
    if (last == 0) {
      return true;
    }
    long clock = arrivals.get(Math.min(last, arrivals.size() - 1)).arrival().watermark();
    return arrivals.subList(0, last).stream()
        .filter(sent -> sent.of() == of)
        .map(sent -> sent.arrival().candidate().event())
        .allMatch(event -> event.eventTime() + form.timespan() + form.maxDelay() > clock);
  }

  /** The set of a version, over the rules of all cases. */
  private PatternSet set(List<CompiledPattern> patterns) {
    List<GeneratedCase> cases = new ArrayList<>();
    for (GeneratedCase generated : together.cases()) {
      for (CompiledPattern pattern : patterns) {
        if (pattern.id().equals(generated.pattern().id())) {
          cases.add(generated.with(pattern));
        }
      }
    }
    return new Together(cases).patterns();
  }

  private void screen() {
    List<Candidates> screens =
        IntStream.rangeClosed(1, LAST)
            .mapToObj(version -> Candidates.of(sets.get(version - 1), byRestart ? 1 : version))
            .toList();
    for (int at = 0; at < arrivals.size(); at++) {
      Candidate generated = arrivals.get(at).arrival().candidate();
      int version = screenedUnder.version(at);
      Optional<Candidate> screened =
          screens
              .get(version - 1)
              .of(
                  generated.event(),
                  generated.ingestedTime(),
                  generated::original,
                  generated.retracted())
              .stream()
              .filter(candidate -> candidate.pattern().equals(generated.pattern()))
              .findFirst();
      if (version == LAST
          && screened
              .filter(candidate -> candidate.roles() == generated.roles())
              .filter(candidate -> candidate.group().equals(generated.group()))
              .isEmpty()) {
        throw new IllegalStateException("not screened as generated: " + generated);
      }
      candidates.add(screened);
    }
  }

  /** What the operator goes by at first. */
  PatternSet first() {
    return sets.get(0);
  }

  List<PatternSet> sets() {
    return sets;
  }

  List<Kind> kinds() {
    return kinds;
  }

  /** How many candidates are ahead of the version in force, or behind it. */
  int strays(boolean ahead) {
    return (int)
        IntStream.range(0, arrivals.size())
            .filter(at -> candidates.get(at).isPresent())
            .filter(at -> ahead ? screenedUnder.isAhead(at) : screenedUnder.isBehind(at))
            .count();
  }

  /** Whether a candidate waits for its version when so many have arrived and no more was said. */
  boolean waits(int arrived) {
    return screenedUnder.waits(arrived);
  }

  /** Whether a checkpoint can come before an arrival. */
  boolean isAligned(int at) {
    return screenedUnder.isAligned(at);
  }

  /** Whether the operator is restarted with the last version instead of being told. */
  boolean isByRestart() {
    return byRestart;
  }

  /** The versions that become known before an arrival, or after all of them. */
  List<Integer> changesBefore(int at) {
    List<Integer> versions = new ArrayList<>();
    if (at == second && !byRestart) {
      versions.add(2);
    }
    if (at == last) {
      versions.add(LAST);
    }
    return versions;
  }

  /** The cases of which all is let go of when a version comes into force. */
  List<Integer> forgottenWith(int version) {
    return version == 2 && second < last
        ? IntStream.range(0, kinds.size())
            .filter(of -> kinds.get(of) == Kind.PUT_BACK)
            .boxed()
            .toList()
        : List.of();
  }

  /** Whether the pattern of a case is its own under a version, or there is none. */
  boolean isFinal(int of, int version) {
    return switch (kinds.get(of)) {
      case AS_IT_WAS, ADDED, PUT_BACK -> true;
      case SAID_OTHERWISE, CHANGED -> version >= (early.get(of) ? 2 : LAST);
    };
  }

  /** Whether events were screened for the pattern of a case from the beginning. */
  boolean isComplete(int of) {
    return kinds.get(of) == Kind.AS_IT_WAS || kinds.get(of) == Kind.SAID_OTHERWISE;
  }

  boolean isSaidOtherwise(int of) {
    return kinds.get(of) == Kind.SAID_OTHERWISE;
  }

  /** What the operator gets of an arrival. */
  Optional<Candidate> candidate(int at) {
    return candidates.get(at);
  }

  /** Whether an arrival is on a timeline once it was looked at. */
  boolean isTaken(int at) {
    Arrival arrival = arrivals.get(at).arrival();
    int inForce = ScreenedUnder.inForce(at, second, last);
    return candidates.get(at).isPresent()
        && (screenedUnder.version(at) > inForce
            || sets.get(inForce - 1).pattern(arrival.candidate().pattern()).isPresent());
  }
}
