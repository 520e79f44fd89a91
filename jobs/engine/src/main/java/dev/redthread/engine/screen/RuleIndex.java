package dev.redthread.engine.screen;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.compiled.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The rules of one source, by their anchors. Not thread-safe. */
final class RuleIndex {

  /** Those without an anchor: they may hold for any event. */
  private final List<Entry> unanchored = new ArrayList<>();

  private final List<FieldIndex> fields;
  private final Texts anyField;
  private int round;

  private RuleIndex(List<CompiledRule> rules, Set<String> derived) {
    Anchors anchors = Anchors.of(rules, derived);
    Map<String, FieldIndex.Builder> byField = new TreeMap<>();
    Texts.Builder any = new Texts.Builder();
    for (CompiledRule rule : rules) {
      Entry entry = new Entry(rule);
      Optional<List<Atom>> anchor = anchors.anchor(rule.condition());
      if (anchor.isEmpty()) {
        unanchored.add(entry);
      } else {
        anchor.get().forEach(atom -> file(atom, entry, byField, any));
      }
    }
    fields = byField.values().stream().map(FieldIndex.Builder::build).toList();
    anyField = any.build();
  }

  static RuleIndex of(List<CompiledRule> rules, Set<String> derived) {
    return new RuleIndex(rules, derived);
  }

  private static void file(
      Atom atom, Entry entry, Map<String, FieldIndex.Builder> byField, Texts.Builder any) {
    if (atom instanceof Atom.Equal equal) {
      field(equal.field(), byField).texts.of(equal.cased()).whole(equal.text(), entry);
    } else if (atom instanceof Atom.Part part) {
      field(part.field(), byField).texts.of(part.cased()).part(part.text(), entry);
    } else if (atom instanceof Atom.PartOfAny part) {
      any.of(part.cased()).part(part.text(), entry);
    } else if (atom instanceof Atom.Present present) {
      field(present.field(), byField).present.add(entry);
    }
  }

  private static FieldIndex.Builder field(String name, Map<String, FieldIndex.Builder> byField) {
    return byField.computeIfAbsent(name, FieldIndex.Builder::new);
  }

  /** Tells each rule that the event matches, once. */
  void match(Event event, Consumer<CompiledRule> matched) {
    round++;
    Consumer<List<Entry>> ask = entries -> ask(entries, event, matched);
    for (FieldIndex field : fields) {
      Value value = event.field(field.name);
      if (value != null) {
        ask.accept(field.present);
        field.texts.find(value, ask);
      }
    }
    if (!anyField.isEmpty()) {
      event.fields().forEach((name, value) -> anyField.find(value, ask));
    }
    ask.accept(unanchored);
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

  /** What is anchored in one field. */
  private record FieldIndex(String name, Texts texts, List<Entry> present) {

    private static final class Builder {
      private final String name;
      private final Texts.Builder texts = new Texts.Builder();
      private final List<Entry> present = new ArrayList<>();

      Builder(String name) {
        this.name = name;
      }

      FieldIndex build() {
        return new FieldIndex(name, texts.build(), List.copyOf(present));
      }
    }
  }

  /** By the text as it is, and by its folded form. */
  private record Texts(TextIndex<Entry> cased, TextIndex<Entry> folded) {

    boolean isEmpty() {
      return cased.isEmpty() && folded.isEmpty();
    }

    void find(Value value, Consumer<List<Entry>> ask) {
      if (value instanceof Value.Many many) {
        many.values().forEach(each -> find(each, ask));
        return;
      }
      String text = value.text();
      if (!cased.isEmpty()) {
        cased.find(text, ask);
      }
      if (!folded.isEmpty()) {
        folded.find(Fold.fold(text), ask);
      }
    }

    private static final class Builder {
      private final TextIndex.Builder<Entry> cased = new TextIndex.Builder<>();
      private final TextIndex.Builder<Entry> folded = new TextIndex.Builder<>();

      TextIndex.Builder<Entry> of(boolean isCased) {
        return isCased ? cased : folded;
      }

      Texts build() {
        return new Texts(cased.build(), folded.build());
      }
    }
  }
}
