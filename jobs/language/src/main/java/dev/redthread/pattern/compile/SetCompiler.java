package dev.redthread.pattern.compile;

import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.check.FieldsCheck;
import dev.redthread.pattern.check.KeyChangeCheck;
import dev.redthread.pattern.check.References;
import dev.redthread.pattern.check.StepsCheck;
import dev.redthread.pattern.check.TagsCheck;
import dev.redthread.pattern.check.TimesCheck;
import dev.redthread.pattern.code.Jars;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compiles all documents of a run together. */
public final class SetCompiler {
  private final SourceCatalog catalog;
  private final Jars jars;
  private final Diagnostics diagnostics;

  /**
   * @param jars where the classes of Java patterns are
   */
  public SetCompiler(SourceCatalog catalog, Jars jars, Diagnostics diagnostics) {
    this.catalog = catalog;
    this.jars = jars;
    this.diagnostics = diagnostics;
  }

  public PatternSet compile(List<Document> documents) {
    References references = new References(documents, diagnostics);
    Nesting nesting = Nesting.check(documents, references, diagnostics);
    GroupKeys keys = new GroupKeys(references, diagnostics);
    Wheres wheres = new Wheres(references, catalog, diagnostics);
    IdentityHashMap<Document, Links> links = links(documents, references, keys, wheres);
    ValueLists lists = ValueLists.of(documents, diagnostics);
    IdentityHashMap<Document, RuleForms> rules = rules(documents, links, lists);
    PatternCompiler patterns =
        new PatternCompiler(
            references, keys, rules, wheres, new LinkDelays(catalog), jars, diagnostics);
    IdentityHashMap<Document, List<CompiledPattern>> compiled = new IdentityHashMap<>();
    Set<String> ids = new HashSet<>();
    Set<String> silent = new HashSet<>();
    List<CompiledRule> all = new ArrayList<>(rulesOf(documents, rules));
    for (Document document : nesting.innerFirst()) {
      List<RuleForms> carried = new ArrayList<>();
      List<CompiledPattern> parts = parts(document, patterns, links, rules, all.size(), carried);
      if (parts.isEmpty() || !parts.stream().allMatch(part -> isNew(part, ids, document))) {
        continue;
      }
      compiled.put(document, parts);
      parts.subList(0, carried.size()).forEach(part -> silent.add(part.id()));
      carried.forEach(forms -> forms.forms().forEach(form -> all.add(form.rule())));
      CompiledPattern pattern = parts.get(parts.size() - 1);
      Links own = of(document, links);
      if (document.body().orElse(null) instanceof Body.Related && own.referred) {
        RuleForms step = PatternCompiler.step(all.size(), document.head().shortName(), pattern);
        rules.put(document, step);
        step.forms().forEach(form -> all.add(form.rule()));
        if (!own.generated) {
          silent.add(pattern.id());
        }
      }
    }
    TagsCheck tags = new TagsCheck(diagnostics);
    compiled.forEach(
        (document, parts) -> {
          if (!silent.contains(parts.get(parts.size() - 1).id())) {
            tags.check(document.head());
          }
        });
    return new PatternSet(
        all,
        documents.stream()
            .flatMap(document -> compiled.getOrDefault(document, List.of()).stream())
            .toList(),
        silent);
  }

  private IdentityHashMap<Document, Links> links(
      List<Document> documents, References references, GroupKeys keys, Wheres wheres) {
    IdentityHashMap<Document, Links> links = new IdentityHashMap<>();
    documents.forEach(document -> links.put(document, new Links()));
    for (Document document : documents) {
      Body body = document.body().orElse(null);
      if (body instanceof Body.EventRule rule) {
        for (Word field : SuppressedPages.fieldsOf(document.head())) {
          of(document, links).keys.add(field.text());
          check(field, field.text(), rule);
        }
      } else if (body instanceof Body.Filter filter) {
        for (Word reference : filter.rules()) {
          references.rule(reference).ifPresent(rule -> narrow(filter, reference, rule, links));
        }
      } else if (body instanceof Body.Related related) {
        new TimesCheck(diagnostics).check(related);
        new StepsCheck(references, catalog, diagnostics).check(related);
        keys.check(related);
        if (related instanceof Body.Sequence sequence) {
          new KeyChangeCheck(diagnostics).check(sequence);
          wheres.read(sequence).forEach((rule, fields) -> of(rule, links).keys.addAll(fields));
        }
        for (Segment segment : Segment.of(related)) {
          use(segment.body(), references, keys, links);
          if (!segment.isLast()) {
            use(segment.pivot(), references, keys, links);
          }
        }
      }
    }
    return links;
  }

  private void narrow(
      Body.Filter filter, Word reference, Document rule, IdentityHashMap<Document, Links> links) {
    Logsource asked = ((Body.EventRule) rule.body().orElseThrow()).logsource();
    Logsource by = filter.logsource();
    if (by != null && !by.isOfferedBy(asked)) {
      diagnostics.error(
          Code.WRONG_REFERENCE,
          reference.place(),
          "the filter's logsource is not that of the rule `" + reference.text() + "`");
    }
    of(rule, links).filters.add(filter.detection());
  }

  private void use(
      Body.Related related,
      References references,
      GroupKeys keys,
      IdentityHashMap<Document, Links> links) {
    for (Word reference : related.references()) {
      references.step(reference).ifPresent(rule -> use(related, rule, keys, links));
    }
  }

  private void use(
      Body.Related related, Document rule, GroupKeys keys, IdentityHashMap<Document, Links> links) {
    Links own = of(rule, links);
    own.referred = true;
    own.generated |= related.generate();
    List<Word> read = new ArrayList<>(related.grouping().fields());
    read.addAll(related.measured());
    if (rule.body().orElseThrow() instanceof Body.Related step) {
      read.forEach(name -> keys.checkStep(related, rule, step, name));
      return;
    }
    for (Word name : read) {
      String field = keys.field(related, rule, name);
      own.keys.add(field);
      check(name, field, (Body.EventRule) rule.body().orElseThrow());
    }
  }

  private void check(Word name, String field, Body.EventRule rule) {
    Set<String> sources =
        new RuleCompiler(catalog, ValueLists.NONE, diagnostics).sources(rule.logsource());
    new FieldsCheck(catalog, diagnostics).field(new Word(name.place(), field), sources);
  }

  private static Links of(Document document, IdentityHashMap<Document, Links> links) {
    return links.computeIfAbsent(document, key -> new Links());
  }

  private IdentityHashMap<Document, RuleForms> rules(
      List<Document> documents, IdentityHashMap<Document, Links> links, ValueLists lists) {
    RuleCompiler compiler = new RuleCompiler(catalog, lists, diagnostics);
    IdentityHashMap<Document, RuleForms> rules = new IdentityHashMap<>();
    int next = 0;
    for (Document document : documents) {
      if (document.body().orElse(null) instanceof Body.EventRule rule) {
        Links own = of(document, links);
        RuleForms forms = compiler.compile(next, document, rule, own.filters, own.keys);
        if (forms != null && document.sound()) {
          rules.put(document, forms);
          next += forms.forms().size();
        }
      }
    }
    return rules;
  }

  private static List<CompiledRule> rulesOf(
      List<Document> documents, IdentityHashMap<Document, RuleForms> rules) {
    return documents.stream()
        .flatMap(document -> Optional.ofNullable(rules.get(document)).stream())
        .flatMap(forms -> forms.forms().stream())
        .map(RuleForms.Form::rule)
        .toList();
  }

  /**
   * What a document fires by: a pattern for each key of its chain, the last of which is the whole.
   *
   * @param carried gets the rule by which each goes on from the one before
   */
  private static List<CompiledPattern> parts(
      Document document,
      PatternCompiler patterns,
      IdentityHashMap<Document, Links> links,
      IdentityHashMap<Document, RuleForms> rules,
      int next,
      List<RuleForms> carried) {
    Body body = document.body().orElse(null);
    if (body instanceof Body.Related related) {
      return document.sound() ? patterns.related(document, related, next, carried) : List.of();
    }
    RuleForms forms = rules.get(document);
    Links own = of(document, links);
    boolean alone = !own.referred || own.generated;
    return forms != null && alone ? List.of(patterns.single(document, forms)) : List.of();
  }

  private boolean isNew(CompiledPattern pattern, Set<String> ids, Document document) {
    boolean added = ids.add(pattern.id());
    if (!added) {
      diagnostics.error(
          Code.DUPLICATE_NAME,
          document.head().place(),
          "another pattern is known by `" + pattern.id() + "`",
          "give each an `id` of its own");
    }
    return added;
  }

  /** What other documents want of a rule or pattern. */
  private static final class Links {
    private final List<Detection> filters = new ArrayList<>();
    private final Set<String> keys = new TreeSet<>();
    private boolean referred;
    private boolean generated;
  }
}
