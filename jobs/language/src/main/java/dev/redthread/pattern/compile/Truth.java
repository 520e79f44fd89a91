package dev.redthread.pattern.compile;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether conditions can hold together, by trying which tests pass.
 *
 * <p>Of tests it knows what holds of every event: a test that passes needs its field; a text that
 * is equal to another contains its parts; few fields have one value only. A field may have several
 * values, so two tests of different values exclude each other nowhere else. What it calls
 * impossible is so; not everything impossible is found.
 *
 * <p><i>Cost:</i> bounded; what takes longer counts as possible.
 */
final class Truth {
  private static final int MOST_TESTS = 200;
  private static final int MOST_STEPS = 20_000;
  private static final Set<String> SINGLE = Set.of("activity", "event.dataset", "event.id");

  private enum State {
    OPEN,
    YES,
    NO
  }

  private final List<Expr> conditions;
  private final Map<Expr, State> tests = new LinkedHashMap<>();
  private int steps;

  private Truth(List<Expr> conditions) {
    this.conditions = conditions;
    conditions.forEach(this::gather);
  }

  /** Whether some event may meet all of them. */
  static boolean possible(List<Expr> conditions) {
    Truth truth = new Truth(conditions);
    return truth.tests.size() > MOST_TESTS || truth.possible();
  }

  private void gather(Expr expr) {
    if (expr instanceof Expr.And and) {
      and.parts().forEach(this::gather);
    } else if (expr instanceof Expr.Or or) {
      or.parts().forEach(this::gather);
    } else if (expr instanceof Expr.Not not) {
      gather(not.part());
    } else {
      tests.put(expr, State.OPEN);
    }
  }

  private boolean possible() {
    if (++steps > MOST_STEPS) {
      return true;
    }
    State all = State.YES;
    for (Expr condition : conditions) {
      all = and(all, state(condition));
    }
    if (all != State.OPEN) {
      return all == State.YES;
    }
    Expr next = open(conditions);
    for (State state : List.of(State.YES, State.NO)) {
      tests.put(next, state);
      if (fits(next) && possible()) {
        return true;
      }
    }
    tests.put(next, State.OPEN);
    return false;
  }

  /** A test that is not decided, in a part that is not. */
  private Expr open(List<Expr> parts) {
    for (Expr part : parts) {
      if (state(part) == State.OPEN) {
        if (part instanceof Expr.And and) {
          return open(and.parts());
        } else if (part instanceof Expr.Or or) {
          return open(or.parts());
        }
        return part instanceof Expr.Not not ? open(List.of(not.part())) : part;
      }
    }
    throw new IllegalStateException("nothing is open in " + parts);
  }

  private State state(Expr expr) {
    if (expr instanceof Expr.And and) {
      State all = State.YES;
      for (Expr part : and.parts()) {
        all = and(all, state(part));
      }
      return all;
    } else if (expr instanceof Expr.Or or) {
      State none = State.YES;
      for (Expr part : or.parts()) {
        none = and(none, not(state(part)));
      }
      return not(none);
    } else if (expr instanceof Expr.Not not) {
      return not(state(not.part()));
    }
    return tests.getOrDefault(expr, State.OPEN);
  }

  private static State and(State one, State other) {
    if (one == State.NO || other == State.NO) {
      return State.NO;
    }
    return one == State.YES ? other : one;
  }

  private static State not(State state) {
    return switch (state) {
      case OPEN -> State.OPEN;
      case YES -> State.NO;
      case NO -> State.YES;
    };
  }

  /** Whether what a test was decided to be can be so beside the others. */
  private boolean fits(Expr decided) {
    for (Map.Entry<Expr, State> other : tests.entrySet()) {
      if (decided instanceof Expr.Test one
          && other.getKey() instanceof Expr.Test two
          && one.field().equals(two.field())
          && other.getValue() != State.OPEN
          && !one.equals(two)) {
        State own = state(decided);
        if (!fits(own, one, other.getValue(), two) || !fits(other.getValue(), two, own, one)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the first may be as it is when the second is as it is. */
  private static boolean fits(State first, Expr.Test one, State second, Expr.Test two) {
    Match a = one.match();
    Match b = two.match();
    if (a instanceof Match.Exists exists) {
      boolean absent = exists.present() != (first == State.YES);
      if (b instanceof Match.Exists other) {
        return absent == (other.present() != (second == State.YES));
      }
      return !absent || (second == State.YES) == (b instanceof Match.IsNull);
    } else if (first == State.NO) {
      return true;
    } else if (second == State.YES) {
      return !SINGLE.contains(one.field()) || !areOther(a, b);
    }
    return !implies(a, b);
  }

  private static boolean areOther(Match a, Match b) {
    return a instanceof Match.Equal one
        && b instanceof Match.Equal two
        && !one.cased()
        && !two.cased()
        && !one.text().equals(two.text());
  }

  /** Whether a value that passes the first always passes the second. */
  private static boolean implies(Match a, Match b) {
    if (a instanceof Match.Equal equal && !equal.cased()) {
      return isOfText(b) && passes(b, equal.text());
    } else if (a instanceof Match.StartsWith start && !start.cased()) {
      return (b instanceof Match.StartsWith other
              && !other.cased()
              && start.text().startsWith(other.text()))
          || contains(start.text(), b);
    } else if (a instanceof Match.EndsWith end && !end.cased()) {
      return (b instanceof Match.EndsWith other
              && !other.cased()
              && end.text().endsWith(other.text()))
          || contains(end.text(), b);
    }
    return a instanceof Match.Contains contains
        && !contains.cased()
        && contains(contains.text(), b);
  }

  private static boolean contains(String text, Match b) {
    return b instanceof Match.Contains other && !other.cased() && text.contains(other.text());
  }

  /** Whether all that matters is the text with its case folded. */
  private static boolean isOfText(Match match) {
    if (match instanceof Match.Equal equal) {
      return !equal.cased();
    } else if (match instanceof Match.StartsWith start) {
      return !start.cased();
    } else if (match instanceof Match.EndsWith end) {
      return !end.cased();
    } else if (match instanceof Match.Contains contains) {
      return !contains.cased();
    }
    return match instanceof Match.Wildcard wildcard && !wildcard.cased();
  }

  private static boolean passes(Match match, String text) {
    Event event =
        new Event(
            "",
            "",
            0,
            0,
            Activity.LOGOUT,
            Fields.of(Map.of("f", Value.of(text))),
            new Origin("", 0, 1),
            false);
    return Evaluate.test(new Expr.Test("f", match), event);
  }
}
