package dev.redthread.pattern.compile;

import dev.redthread.pattern.check.References;
import dev.redthread.pattern.check.TimesCheck;
import dev.redthread.pattern.code.Jars;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Holds;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Measure;
import dev.redthread.pattern.compiled.PatternSource;
import dev.redthread.pattern.compiled.Response;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Head;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles what fires: event rules on their own, counts and sequences; inner ones first. */
final class PatternCompiler {
  /** The engine keeps the rules an event matched as the bits of one number. */
  private static final int MOST_RULES = 64;

  /** The step by which a part of a sequence goes on from the one before. */
  private static final Step GOES_ON =
      new Step("", List.of(0), Step.Kind.MANDATORY, 0, 1, 1, null, null);

  private final References references;
  private final GroupKeys keys;
  private final Map<Document, RuleForms> rules;
  private final Wheres wheres;
  private final LinkDelays links;
  private final Jars jars;
  private final SuppressedPages suppression;
  private final Diagnostics diagnostics;

  PatternCompiler(
      References references,
      GroupKeys keys,
      Map<Document, RuleForms> rules,
      Wheres wheres,
      LinkDelays links,
      Jars jars,
      Diagnostics diagnostics) {
    this.references = references;
    this.keys = keys;
    this.rules = rules;
    this.wheres = wheres;
    this.links = links;
    this.jars = jars;
    this.suppression = new SuppressedPages(diagnostics);
    this.diagnostics = diagnostics;
  }

  /** An event rule that fires alone. */
  CompiledPattern single(Document document, RuleForms forms) {
    if (document.head().response().settled() != null) {
      nothingToSettle(document.head(), null);
    }
    List<Use> uses = forms.forms().stream().map(form -> new Use(document, form)).toList();
    return suppression.on(
        pattern(document.head(), uses, List.of(), new Shape.Single()), document.head(), forms);
  }

  /**
   * The pattern, one for each of its keys; none when a rule it refers to is not there.
   *
   * @param next the index of the next rule
   * @param carried gets, for each but the last, the rule by which the next one goes on from it
   */
  List<CompiledPattern> related(
      Document document, Body.Related body, int next, List<RuleForms> carried) {
    int before = diagnostics.errors();
    List<CompiledPattern> parts = new ArrayList<>();
    List<Segment> segments = Segment.of(body);
    checkSettled(document.head(), body);
    for (Segment segment : segments) {
      List<Use> uses = uses(document, segment, carried);
      if (uses == null) {
        return List.of();
      }
      CompiledPattern part = part(document.head(), segment, uses, parts.size());
      parts.add(part);
      if (!segment.isLast()) {
        carried.add(step(next + carried.size(), part.id(), part));
      }
    }
    return diagnostics.errors() == before ? parts : List.of();
  }

  /** The rules of a part; null when one is not there. */
  private @Nullable List<Use> uses(Document document, Segment segment, List<RuleForms> carried) {
    List<Use> uses = new ArrayList<>();
    if (!carried.isEmpty()) {
      carried.get(carried.size() - 1).forms().forEach(form -> uses.add(new Use(document, form)));
    }
    for (Word reference : segment.body().references()) {
      Document rule = references.find(reference.text()).orElse(null);
      RuleForms forms = rule == null ? null : rules.get(rule);
      if (rule == null || forms == null) {
        return null;
      }
      for (RuleForms.Form form : forms.forms()) {
        if (uses.stream().noneMatch(use -> use.form.rule().index() == form.rule().index())) {
          uses.add(new Use(rule, form));
        }
      }
    }
    if (uses.size() > MOST_RULES) {
      diagnostics.error(
          Code.TOO_MANY_RULES,
          document.head().place(),
          "the pattern uses " + uses.size() + " rules, at most " + MOST_RULES + " are possible",
          "join several into one rule with `or`; sources with aliases of their own count apart");
    }
    return uses;
  }

  private CompiledPattern part(Head head, Segment segment, List<Use> uses, int number) {
    Body.Related body = segment.body();
    List<GroupKey> groupBy = keys(body, body.grouping().fields(), uses);
    Shape shape = shape(head, body, uses);
    if (number > 0) {
      shape = ((Shape.Sequence) shape).goingOn(GOES_ON);
    }
    CompiledPattern whole = pattern(head, uses, groupBy, shape);
    CompiledPattern part =
        segment.isLast()
            ? suppression.on(whole, head)
            : whole.segment(number + 1, keys(segment.pivot(), segment.next(), uses));
    return links.withLinks(part, uses.stream().map(use -> use.form.rule()).toList());
  }

  private List<GroupKey> keys(Body.Related body, List<Word> names, List<Use> uses) {
    return names.stream().map(name -> key(body, name, uses)).toList();
  }

  /**
   * A pattern as a rule of the patterns that have it as a step. One of its completing events may
   * come or go for as long after its time as what decides it may be late.
   */
  static RuleForms step(int index, String name, CompiledPattern pattern) {
    CompiledRule rule =
        new CompiledRule(
            index,
            name,
            Optional.of(Set.of(PatternSource.of(pattern.id()))),
            pattern.settleDelay(),
            new Expr.And(List.of()));
    return new RuleForms(List.of(new RuleForms.Form(rule, Map.of())));
  }

  private GroupKey key(Body.Related body, Word name, List<Use> uses) {
    return new GroupKey(name.text(), fields(body, name, uses));
  }

  /** For each rule, the field that a name stands for there. */
  private List<String> fields(Body.Related body, Word name, List<Use> uses) {
    return uses.stream().map(use -> use.form.nameOf(keys.field(body, use.rule, name))).toList();
  }

  private void checkSettled(Head head, Body.Related body) {
    boolean absence =
        body instanceof Body.Temporal
            || (body instanceof Body.Sequence sequence && TimesCheck.hasAbsence(sequence));
    if (head.response().settled() != null && !absence) {
      nothingToSettle(head, null);
    }
  }

  private Shape shape(Head head, Body.Related body, List<Use> uses) {
    boolean settled = head.response().settled() != null;
    if (body instanceof Body.Windowed window) {
      List<List<String>> fields =
          window.measured().stream().map(field -> fields(body, field, uses)).toList();
      Measure measure =
          new Measure(
              window.kind(),
              fields.isEmpty() ? List.of() : fields.get(0),
              window.percentile(),
              fields.isEmpty() ? List.of() : fields.subList(1, fields.size()));
      return new Shape.Window(window.timespan(), measure, window.bounds());
    } else if (body instanceof Body.Temporal temporal) {
      return temporal(head, temporal, uses);
    } else if (body instanceof Body.NewValue newValue) {
      return new Shape.NewValue(
          newValue.baseline(), newValue.learning(), fields(body, newValue.field(), uses));
    }
    if (body instanceof Body.Java java) {
      return java(java, uses);
    }
    Body.Sequence sequence = (Body.Sequence) body;
    List<Step> steps = sequence.steps().stream().map(stage -> step(stage, uses)).toList();
    return new Shape.Sequence(
        sequence.timespan(),
        steps,
        sequence.distinct(),
        places(sequence.until(), uses),
        settled || sequence.settled() != null);
  }

  /** The shape of a Java pattern; one of nothing when its class is none, which is reported. */
  private Shape java(Body.Java java, List<Use> uses) {
    List<GroupKey> fields = java.fields().stream().map(field -> key(java, field, uses)).toList();
    return jars.find(java.className())
        .<Shape>map(
            found ->
                new Shape.Java(
                    java.timespan(), java.className().text(), found.jar(), found.steps(), fields))
        .orElse(new Shape.Single());
  }

  private void nothingToSettle(Head head, @Nullable Place own) {
    Place asked = own == null ? head.response().settled() : own;
    diagnostics.error(
        Code.NO_ABSENCE,
        asked == null ? head.place() : asked,
        "this pattern has no absence that it could wait for");
  }

  private Shape temporal(Head head, Body.Temporal temporal, List<Use> uses) {
    List<Shape.Temporal.Named> named =
        temporal.references().stream()
            .map(rule -> new Shape.Temporal.Named(rule.text(), places(List.of(rule), uses)))
            .toList();
    Holds holds = new TemporalCondition(references, diagnostics).compile(temporal);
    boolean settled = head.response().settled() != null || temporal.settled() != null;
    if (settled && holds.negated().isEmpty()) {
      nothingToSettle(head, temporal.settled());
    }
    boolean waits = settled || !temporal.number().isFromBelow();
    return new Shape.Temporal(temporal.timespan(), named, holds, waits);
  }

  private List<Integer> places(List<Word> rules, List<Use> uses) {
    List<Integer> places = new ArrayList<>();
    for (Word reference : rules) {
      Document rule = references.find(reference.text()).orElseThrow();
      for (int i = 0; i < uses.size(); i++) {
        if (uses.get(i).rule.is(rule) && !places.contains(i)) {
          places.add(i);
        }
      }
    }
    return places;
  }

  private Step step(Body.Stage stage, List<Use> uses) {
    return new Step(
        stage.name().text(),
        places(stage.rules(), uses),
        stage.kind(),
        stage.risk(),
        stage.least(),
        stage.most(),
        stage.within(),
        stage.span(),
        wheres.of(stage).stream().map(asked -> constraint(asked, uses)).toList(),
        stage.group());
  }

  private Constraint constraint(Wheres.Asked asked, List<Use> uses) {
    List<Constraint.Read> fields = new ArrayList<>();
    for (Wheres.Read read : asked.reads()) {
      String field = read.field().text();
      fields.add(
          new Constraint.Read(
              read.step().name().text(),
              places(read.step().rules(), uses).stream()
                  .map(place -> uses.get(place).form.nameOf(field))
                  .toList()));
    }
    return new Constraint(fields, asked.term());
  }

  private CompiledPattern pattern(Head head, List<Use> uses, List<GroupKey> groupBy, Shape shape) {
    if (head.id() == null) {
      diagnostics.warn(
          Code.MISSING_ID,
          head.place(),
          "the pattern has no `id`; its findings are known by `" + head.key() + "`",
          "a changed name or title starts all findings anew");
    }
    Level level = head.level() == null ? Level.MEDIUM : head.level();
    Integer risk = head.response().risk();
    return new CompiledPattern(
            head.key(),
            head.title(),
            level,
            head.tags(),
            risk == null ? level.risk() : risk,
            head.response().shadow(),
            head.response().runbook(),
            uses.stream().map(use -> use.form.rule().index()).toList(),
            groupBy,
            shape,
            uses.stream().mapToLong(use -> use.form.rule().maxDelay()).max().orElse(0))
        .answeredBy(new Response(head.response().owner(), head.response().paging()));
  }

  /** A rule of the pattern, in one of its forms; its place in the list is its place in steps. */
  private record Use(Document rule, RuleForms.Form form) {}
}
