package dev.redthread.engine.screen;

import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses for each rule its <i>anchor</i>: atoms at least one of which holds whenever the rule's
 * condition does, so that the rule need only be asked of events for which one of them holds.
 *
 * <p>Of several that would do, the one wins that fewest other rules name: what thousands of rules
 * ask for, such as the outcome, most events have.
 */
final class Anchors {

  /** A text with fewer characters is in too many values to sort out much. */
  private static final int SHORT = 4;

  // How many values pass for one that passes a test of equality, by rule of thumb.
  private static final long PART = 2;
  private static final long SHORT_PART = 20;
  private static final long PART_OF_ANY = 100;
  private static final long PRESENT = 10_000;

  /** What must be looked up in a table first: an anchor only where a rule has no other. */
  private static final long DERIVED = 1_000_000_000L;

  private final Map<Atom, Integer> crowd = new HashMap<>();
  private final Set<String> derived;

  private Anchors(Set<String> derived) {
    this.derived = derived;
  }

  /** Of rules that share an index. */
  static Anchors of(List<CompiledRule> rules, Set<String> derived) {
    Anchors anchors = new Anchors(derived);
    rules.forEach(rule -> anchors.count(rule.condition()));
    return anchors;
  }

  private void count(Expr condition) {
    if (condition instanceof Expr.And and) {
      and.parts().forEach(this::count);
    } else if (condition instanceof Expr.Or or) {
      or.parts().forEach(this::count);
    } else {
      atom(condition).ifPresent(atom -> crowd.merge(atom, 1, Integer::sum));
    }
  }

  /** The anchor of a condition, or empty when it may hold for an event without any. */
  Optional<List<Atom>> anchor(Expr condition) {
    if (condition instanceof Expr.And and) {
      return fewestAsked(and);
    }
    if (condition instanceof Expr.Or or) {
      return ofEach(or);
    }
    return atom(condition).map(List::of);
  }

  private Optional<List<Atom>> fewestAsked(Expr.And and) {
    Optional<List<Atom>> best = Optional.empty();
    for (Expr part : and.parts()) {
      Optional<List<Atom>> anchor = anchor(part);
      if (anchor.isPresent() && (best.isEmpty() || cost(anchor.get()) < cost(best.get()))) {
        best = anchor;
      }
    }
    return best;
  }

  private Optional<List<Atom>> ofEach(Expr.Or or) {
    List<Atom> all = new ArrayList<>();
    for (Expr part : or.parts()) {
      Optional<List<Atom>> anchor = anchor(part);
      if (anchor.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(anchor.get());
    }
    return Optional.of(all);
  }

  private long cost(List<Atom> anchor) {
    return anchor.stream().mapToLong(this::cost).sum();
  }

  private long cost(Atom atom) {
    return crowd.getOrDefault(atom, 1) * weight(atom) * (isDerived(atom) ? DERIVED : 1);
  }

  private boolean isDerived(Atom atom) {
    if (atom instanceof Atom.Equal equal) {
      return derived.contains(equal.field());
    } else if (atom instanceof Atom.Part part) {
      return derived.contains(part.field());
    }
    return atom instanceof Atom.Present present && derived.contains(present.field());
  }

  private static long weight(Atom atom) {
    if (atom instanceof Atom.Equal) {
      return 1;
    } else if (atom instanceof Atom.Part part) {
      return part.text().length() < SHORT ? SHORT_PART : PART;
    }
    return atom instanceof Atom.PartOfAny ? PART_OF_ANY : PRESENT;
  }

  private static Optional<Atom> atom(Expr condition) {
    if (condition instanceof Expr.Test test) {
      return atom(test.field(), test.match());
    }
    if (condition instanceof Expr.AnyField any) {
      return part(any.match()).map(part -> new Atom.PartOfAny(part.text, part.cased));
    }
    return Optional.empty();
  }

  private static Optional<Atom> atom(String field, Match match) {
    if (match instanceof Match.IsNull
        || (match instanceof Match.Exists exists && !exists.present())) {
      return Optional.empty();
    }
    if (match instanceof Match.Equal equal) {
      return Optional.of(new Atom.Equal(field, equal.text(), equal.cased()));
    }
    return Optional.of(
        part(match)
            .<Atom>map(part -> new Atom.Part(field, part.text, part.cased))
            .orElseGet(() -> new Atom.Present(field)));
  }

  /** A text that a value must have in it to match. */
  private record Part(String text, boolean cased) {}

  private static Optional<Part> part(Match match) {
    Part part = null;
    if (match instanceof Match.Equal equal) {
      part = new Part(equal.text(), equal.cased());
    } else if (match instanceof Match.StartsWith start) {
      part = new Part(start.text(), start.cased());
    } else if (match instanceof Match.EndsWith end) {
      part = new Part(end.text(), end.cased());
    } else if (match instanceof Match.Contains contains) {
      part = new Part(contains.text(), contains.cased());
    } else if (match instanceof Match.Wildcard wildcard) {
      part = new Part(wildcard.longestLiteral(), wildcard.cased());
    }
    return Optional.ofNullable(part).filter(found -> !found.text.isEmpty());
  }
}
