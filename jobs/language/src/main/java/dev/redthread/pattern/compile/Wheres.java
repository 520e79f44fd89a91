package dev.redthread.pattern.compile;

import dev.redthread.event.Event;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.ValueType;
import dev.redthread.pattern.check.FieldsCheck;
import dev.redthread.pattern.check.References;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.compiled.Term;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the steps of sequences ask by {@code where}, checked against the fields that are known. */
final class Wheres {
  private static final Set<String> TEXTS =
      Set.of("activity", "event.dataset", "event.id", Event.PERSON);

  private final References references;
  private final SourceCatalog catalog;
  private final Diagnostics diagnostics;
  private final IdentityHashMap<Body.Stage, List<Asked>> known = new IdentityHashMap<>();

  Wheres(References references, SourceCatalog catalog, Diagnostics diagnostics) {
    this.references = references;
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  /** A field of a step, where it is first read. */
  record Read(Body.Stage step, Word field) {}

  /** One part of a {@code where}; its term counts the places of {@code reads}. */
  record Asked(List<Read> reads, Term term) {
    Asked {
      reads = List.copyOf(reads);
    }
  }

  /** What a step of a sequence that was read asks. */
  List<Asked> of(Body.Stage step) {
    return known.getOrDefault(step, List.of());
  }

  /** Reads a sequence; says which fields it compares of the event rules that fill its steps. */
  IdentityHashMap<Document, Set<String>> read(Body.Sequence sequence) {
    IdentityHashMap<Document, Set<String>> fields = new IdentityHashMap<>();
    int key = 0;
    List<Integer> keys = new ArrayList<>();
    for (Body.Stage step : sequence.steps()) {
      key += step.key().isEmpty() ? 0 : 1;
      keys.add(key);
    }
    for (int at = 0; at < sequence.steps().size(); at++) {
      Body.Stage step = sequence.steps().get(at);
      if (step.where() != null) {
        WhereParser parser = new WhereParser(sequence.steps(), at, this::typeOf, diagnostics);
        List<Asked> asked = parser.parse(step.where());
        Set<Word> checked = new HashSet<>();
        for (Asked part : asked) {
          for (Read read : part.reads()) {
            int of = sequence.steps().indexOf(read.step());
            if (checked.add(read.field())
                && canRead(step, read, keys.get(of).equals(keys.get(at)))) {
              check(read, fields);
            }
          }
        }
        known.put(step, asked);
      }
    }
    return fields;
  }

  private boolean canRead(Body.Stage step, Read read, boolean sameKey) {
    if (!sameKey) {
      diagnostics.error(
          Code.NOT_YET,
          read.field().place(),
          "a comparison with a step under another key cannot be honoured yet",
          "steps that are joined on one key can be compared");
      return false;
    }
    if (step.kind() == Step.Kind.OPTIONAL
        && step.least() > 1
        && read.step().kind() == Step.Kind.OPTIONAL
        && !read.step().equals(step)) {
      diagnostics.error(
          Code.NOT_YET,
          read.field().place(),
          "a comparison of an optional repetition with an optional step cannot be honoured yet");
      return false;
    }
    return true;
  }

  private void check(Read read, IdentityHashMap<Document, Set<String>> fields) {
    for (Word name : read.step().rules()) {
      Document rule = references.find(name.text()).orElse(null);
      Body body = rule == null ? null : rule.body().orElse(null);
      if (rule != null && body instanceof Body.EventRule eventRule) {
        fields.computeIfAbsent(rule, any -> new TreeSet<>()).add(read.field().text());
        new FieldsCheck(catalog, diagnostics).field(read.field(), sources(eventRule));
      } else if (rule != null && body instanceof Body.Related pattern) {
        List<String> given = pattern.foundBy().stream().map(Word::text).toList();
        if (!given.contains(read.field().text())) {
          diagnostics.error(
              Code.NO_SUCH_GROUP_FIELD,
              read.field().place(),
              "events of the pattern `"
                  + rule.head().shortName()
                  + "` have no `"
                  + read.field().text()
                  + "`",
              "they have what it groups by: " + String.join(", ", given));
        }
      }
    }
  }

  private Set<String> sources(Body.EventRule rule) {
    return new RuleCompiler(catalog, ValueLists.NONE, diagnostics).sources(rule.logsource());
  }

  /** What a field of a step is in all its events, as far as the mappings of their sources say. */
  private Optional<ValueType> typeOf(Body.Stage step, String field) {
    Set<Optional<ValueType>> types = new HashSet<>();
    for (Word name : step.rules()) {
      Body body = references.find(name.text()).flatMap(Document::body).orElse(null);
      if (body instanceof Body.EventRule rule && !TEXTS.contains(field)) {
        for (String source : sources(rule)) {
          catalog.byName(source).ifPresent(info -> types.add(type(info, field)));
        }
      } else {
        types.add(Optional.of(ValueType.TEXT));
      }
    }
    return types.size() == 1 ? types.iterator().next() : Optional.empty();
  }

  private static Optional<ValueType> type(SourceInfo source, String field) {
    String meant = source.aliases().getOrDefault(field, field);
    return Optional.ofNullable(source.types().get(source.fields().contains(field) ? field : meant));
  }
}
