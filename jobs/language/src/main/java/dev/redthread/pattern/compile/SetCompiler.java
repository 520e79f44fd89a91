package dev.redthread.pattern.compile;

import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.check.FieldsCheck;
import dev.redthread.pattern.check.References;
import dev.redthread.pattern.check.TimesCheck;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compiles all documents of a run together. */
public final class SetCompiler {
  private final SourceCatalog catalog;
  private final Diagnostics diagnostics;

  public SetCompiler(SourceCatalog catalog, Diagnostics diagnostics) {
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  public PatternSet compile(List<Document> documents) {
    References references = new References(documents, diagnostics);
    Nesting nesting = Nesting.check(documents, references, diagnostics);
    GroupKeys keys = new GroupKeys(references, diagnostics);
    IdentityHashMap<Document, Links> links = links(documents, references, keys);
    IdentityHashMap<Document, RuleForms> rules = rules(documents, links);
    PatternCompiler patterns = new PatternCompiler(references, keys, rules, diagnostics);
    IdentityHashMap<Document, CompiledPattern> compiled = new IdentityHashMap<>();
    List<Document> steps = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> silent = new HashSet<>();
    int next = rulesOf(documents, rules).size();
    for (Document document : nesting.innerFirst()) {
      CompiledPattern pattern = pattern(document, patterns, links, rules);
      if (pattern == null || !isNew(pattern, ids, document)) {
        continue;
      }
      compiled.put(document, pattern);
      Links own = of(document, links);
      if (document.body().orElse(null) instanceof Body.Related && own.referred) {
        rules.put(document, PatternCompiler.step(next, document, pattern));
        next++;
        steps.add(document);
        if (!own.generated) {
          silent.add(pattern.id());
        }
      }
    }
    List<CompiledRule> all = new ArrayList<>(rulesOf(eventRules(documents), rules));
    all.addAll(rulesOf(steps, rules));
    return new PatternSet(
        all, documents.stream().map(compiled::get).filter(Objects::nonNull).toList(), silent);
  }

  private static List<Document> eventRules(List<Document> documents) {
    return documents.stream()
        .filter(document -> document.body().orElse(null) instanceof Body.EventRule)
        .toList();
  }

  private IdentityHashMap<Document, Links> links(
      List<Document> documents, References references, GroupKeys keys) {
    IdentityHashMap<Document, Links> links = new IdentityHashMap<>();
    documents.forEach(document -> links.put(document, new Links()));
    for (Document document : documents) {
      Body body = document.body().orElse(null);
      if (body instanceof Body.Filter filter) {
        for (Word reference : filter.rules()) {
          references.rule(reference).ifPresent(rule -> narrow(filter, reference, rule, links));
        }
      } else if (body instanceof Body.Related related) {
        new TimesCheck(diagnostics).check(related);
        keys.check(related);
        for (Word reference : related.references()) {
          references.step(reference).ifPresent(rule -> use(related, rule, keys, links));
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
      Body.Related related, Document rule, GroupKeys keys, IdentityHashMap<Document, Links> links) {
    Links own = of(rule, links);
    own.referred = true;
    own.generated |= related.generate();
    List<Word> read = new ArrayList<>(related.grouping().fields());
    related.measured().ifPresent(read::add);
    if (rule.body().orElseThrow() instanceof Body.Related step) {
      read.forEach(name -> keys.checkStep(related, rule, step, name));
      return;
    }
    Set<String> sources =
        new RuleCompiler(catalog, diagnostics)
            .sources(((Body.EventRule) rule.body().orElseThrow()).logsource());
    for (Word name : read) {
      String field = keys.field(related, rule, name);
      own.keys.add(field);
      new FieldsCheck(catalog, diagnostics).field(new Word(name.place(), field), sources);
    }
  }

  private static Links of(Document document, IdentityHashMap<Document, Links> links) {
    return links.computeIfAbsent(document, key -> new Links());
  }

  private IdentityHashMap<Document, RuleForms> rules(
      List<Document> documents, IdentityHashMap<Document, Links> links) {
    RuleCompiler compiler = new RuleCompiler(catalog, diagnostics);
    IdentityHashMap<Document, RuleForms> rules = new IdentityHashMap<>();
    int next = 0;
    for (Document document : documents) {
      if (document.body().orElse(null) instanceof Body.EventRule rule) {
        Links own = of(document, links);
        RuleForms forms = compiler.compile(next, document.head(), rule, own.filters, own.keys);
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

  private static @Nullable CompiledPattern pattern(
      Document document,
      PatternCompiler patterns,
      IdentityHashMap<Document, Links> links,
      IdentityHashMap<Document, RuleForms> rules) {
    Body body = document.body().orElse(null);
    if (body instanceof Body.Related related) {
      return document.sound() ? patterns.related(document, related) : null;
    }
    RuleForms forms = rules.get(document);
    Links own = of(document, links);
    boolean alone = !own.referred || own.generated;
    return forms != null && alone ? patterns.single(document, forms) : null;
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
