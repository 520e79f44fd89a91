package dev.redthread.pattern.compile;

import dev.redthread.event.Logsource;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.pattern.check.FieldsCheck;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Body;
import dev.redthread.pattern.model.Detection;
import dev.redthread.pattern.model.Document;
import dev.redthread.pattern.model.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compiles event rules.
 *
 * <p>A rule over activities reads every source by the names as written. Any other rule is compiled
 * once for each set of sources whose alias tables agree on all fields that the rule, its filters
 * and the group keys of its patterns name; so one file serves sources that call a thing
 * differently.
 */
final class RuleCompiler {
  private final SourceCatalog catalog;
  private final ValueLists lists;
  private final Diagnostics diagnostics;

  RuleCompiler(SourceCatalog catalog, ValueLists lists, Diagnostics diagnostics) {
    this.catalog = catalog;
    this.lists = lists;
    this.diagnostics = diagnostics;
  }

  /**
   * @param firstIndex the index of the first rule that results
   * @param filters what narrows the rule
   * @param keys fields that patterns group its events by
   * @return the forms, or null when a value is wrong, which is reported
   */
  @Nullable RuleForms compile(
      int firstIndex,
      Document document,
      Body.EventRule rule,
      List<Detection> filters,
      Set<String> keys) {
    Head head = document.head();
    int before = diagnostics.errors();
    Set<String> sources = sources(rule.logsource());
    boolean activity = isActivity(rule.logsource());
    FieldsCheck fields = new FieldsCheck(catalog, diagnostics);
    if (sources.isEmpty()) {
      diagnostics.warn(
          Code.NO_SOURCE,
          rule.logsourcePlace(),
          "no configured source offers this logsource; the rule will see no event");
    }
    List<Expr> conditions = new ArrayList<>();
    DetectionCompiler compiler = new DetectionCompiler(lists, diagnostics);
    conditions.add(compiler.compile(rule.detection()));
    fields.check(rule.detection(), sources, activity);
    for (Detection filter : filters) {
      conditions.add(compiler.compile(filter));
      fields.check(filter, sources, activity);
    }
    if (diagnostics.errors() != before) {
      return null;
    }
    if (document.sound()) {
      sense(head, rule.detection(), filters, conditions);
    }
    Expr condition = Exprs.and(conditions);
    if (activity) {
      boolean every = rule.logsource().equals(new Logsource(SourceCatalog.ACTIVITY, null, null));
      CompiledRule compiled =
          new CompiledRule(
              firstIndex,
              head.shortName(),
              every ? Optional.empty() : Optional.of(sources),
              maxDelay(sources),
              condition);
      return new RuleForms(List.of(new RuleForms.Form(compiled, Map.of())));
    }
    return forms(firstIndex, head, condition, keys, sources);
  }

  Set<String> sources(Logsource asked) {
    boolean narrowed = asked.product() != null || asked.service() != null;
    return isActivity(asked) && narrowed
        ? catalog.offering(new Logsource(null, asked.product(), asked.service()))
        : catalog.offering(asked);
  }

  private static boolean isActivity(Logsource logsource) {
    return SourceCatalog.ACTIVITY.equals(logsource.category());
  }

  private RuleForms forms(
      int firstIndex, Head head, Expr condition, Set<String> keys, Set<String> sources) {
    Set<String> read = new TreeSet<>(keys);
    FieldDemand.collect(condition, read);
    List<Named> groups = new ArrayList<>();
    for (String source : new TreeSet<>(sources)) {
      Map<String, String> names = names(source, read);
      Optional<Named> same = groups.stream().filter(g -> g.names.equals(names)).findFirst();
      same.ifPresentOrElse(
          group -> group.sources.add(source),
          () -> groups.add(new Named(names, new TreeSet<>(Set.of(source)))));
    }
    if (groups.isEmpty()) {
      groups.add(new Named(Map.of(), new TreeSet<>()));
    }
    List<RuleForms.Form> forms = new ArrayList<>();
    for (Named group : groups) {
      CompiledRule compiled =
          new CompiledRule(
              firstIndex + forms.size(),
              head.shortName(),
              Optional.of(group.sources),
              maxDelay(group.sources),
              Exprs.rename(condition, name -> group.names.getOrDefault(name, name)));
      forms.add(new RuleForms.Form(compiled, group.names));
    }
    return new RuleForms(forms);
  }

  /**
   * Warns of conditions that decide nothing.
   *
   * @param conditions that of the detection, then those of the filters
   */
  private void sense(
      Head head, Detection detection, List<Detection> filters, List<Expr> conditions) {
    if (detection.conditions().isEmpty()
        || filters.stream().anyMatch(filter -> filter.conditions().isEmpty())) {
      return;
    }
    Expr own = conditions.get(0);
    if (!Truth.possible(List.of(own))) {
      diagnostics.warn(Code.NEVER_TRUE, placeOf(detection), "no event can meet this condition");
      return;
    } else if (!Truth.possible(List.of(new Expr.Not(own)))) {
      diagnostics.warn(Code.ALWAYS_TRUE, placeOf(detection), "every event meets this condition");
    }
    for (int i = 0; i < filters.size(); i++) {
      Expr filter = conditions.get(i + 1);
      List<Expr> before = conditions.subList(0, i + 1);
      String rule = "the rule `" + head.shortName() + "`";
      if (!Truth.possible(List.of(own, filter))) {
        diagnostics.warn(
            Code.NEVER_TRUE, placeOf(filters.get(i)), "the filter leaves nothing of " + rule);
      } else if (!Truth.possible(with(before, new Expr.Not(filter)))) {
        diagnostics.warn(
            Code.SHADOWED_FILTER,
            placeOf(filters.get(i)),
            "the filter takes nothing away from " + rule + " that is not excluded already");
      }
    }
  }

  private static List<Expr> with(List<Expr> conditions, Expr another) {
    List<Expr> all = new ArrayList<>(conditions);
    all.add(another);
    return all;
  }

  private static Place placeOf(Detection detection) {
    return detection.conditions().get(0).first().place();
  }

  private Map<String, String> names(String source, Set<String> read) {
    Map<String, String> aliases = catalog.byName(source).map(SourceInfo::aliases).orElse(Map.of());
    Map<String, String> names = new TreeMap<>();
    for (String field : read) {
      String alias = aliases.get(field);
      if (alias != null) {
        names.put(field, alias);
      }
    }
    return names;
  }

  private long maxDelay(Set<String> sources) {
    return catalog.sources().stream()
        .filter(source -> sources.contains(source.name()))
        .mapToLong(source -> source.maxDelay().toMillis())
        .max()
        .orElse(0);
  }

  private record Named(Map<String, String> names, Set<String> sources) {}
}
