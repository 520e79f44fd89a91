package dev.redthread.engine.screen;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Fold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The rules of one source, by the values of the equality tests they require. */
final class RuleIndex {
  private final List<Entry> residual = new ArrayList<>();
  private final Map<String, ByValue> byField = new HashMap<>();
  private final List<String> fields;
  private int round;

  private RuleIndex(List<CompiledRule> rules) {
    for (CompiledRule rule : rules) {
      Entry entry = new Entry(rule);
      Optional<RequiredAtom> atom = RequiredAtom.of(rule.condition());
      atom.ifPresentOrElse(required -> file(required, entry), () -> residual.add(entry));
    }
    fields = List.copyOf(byField.keySet());
  }

  static RuleIndex of(List<CompiledRule> rules) {
    return new RuleIndex(rules);
  }

  private void file(RequiredAtom atom, Entry entry) {
    for (RequiredAtom.Equality equality : atom.alternatives()) {
      byField.computeIfAbsent(equality.field(), field -> new ByValue()).add(equality, entry);
    }
  }

  /** Tells each rule that the event matches, once. */
  void match(Event event, Consumer<CompiledRule> matched) {
    round++;
    for (String field : fields) {
      Value value = event.field(field);
      if (value != null) {
        ask(field, value, event, matched);
      }
    }
    ask(residual, event, matched);
  }

  private void ask(String field, Value value, Event event, Consumer<CompiledRule> matched) {
    ByValue index = byField.get(field);
    if (index == null) {
      return;
    }
    if (!(value instanceof Value.Many)) {
      ask(index, value.text(), event, matched);
      return;
    }
    for (Value each : value.each()) {
      ask(index, each.text(), event, matched);
    }
  }

  private void ask(ByValue index, String text, Event event, Consumer<CompiledRule> matched) {
    if (!index.cased.isEmpty()) {
      ask(index.cased.getOrDefault(text, List.of()), event, matched);
    }
    if (!index.folded.isEmpty()) {
      ask(index.folded.getOrDefault(Fold.fold(text), List.of()), event, matched);
    }
  }

  private void ask(List<Entry> entries, Event event, Consumer<CompiledRule> matched) {
    for (Entry entry : entries) {
      if (entry.askedIn != round) {
        entry.askedIn = round;
        if (Evaluate.test(entry.rule.condition(), event)) {
          matched.accept(entry.rule);
        }
      }
    }
  }

  /** A rule and the round in which it was last asked. */
  private static final class Entry {
    private final CompiledRule rule;
    private int askedIn;

    Entry(CompiledRule rule) {
      this.rule = rule;
    }
  }

  /** The rules that require one field, by value. */
  private static final class ByValue {
    private final Map<String, List<Entry>> cased = new HashMap<>();
    private final Map<String, List<Entry>> folded = new HashMap<>();

    void add(RequiredAtom.Equality equality, Entry entry) {
      (equality.cased() ? cased : folded)
          .computeIfAbsent(equality.text(), text -> new ArrayList<>())
          .add(entry);
    }
  }
}
