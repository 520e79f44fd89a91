package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.NestedReference;
import dev.redthread.engine.reference.RawEvent;
import dev.redthread.engine.reference.RefFinding;
import dev.redthread.engine.reference.RefNested;
import dev.redthread.engine.reference.RefPattern;
import dev.redthread.engine.reference.RefRule;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the reference says of patterns of patterns, arrival by arrival.
 *
 * <p><i>Thread safety:</i> none; one for each case.
 */
public final class ChainExpected implements ChainOracle {
  private final PatternSet patterns;
  private final NestedReference reference;
  private final Set<RawEvent> log = new LinkedHashSet<>();

  public ChainExpected(PatternSet patterns) {
    this.patterns = patterns;
    reference =
        new NestedReference(
            patterns.patterns().stream().map(pattern -> nested(pattern, patterns)).toList());
  }

  private static RefNested nested(CompiledPattern pattern, PatternSet set) {
    List<CompiledRule> rules = pattern.rules().stream().map(set.rules()::get).toList();
    return new RefNested(
        new RefPattern(
            pattern.id(),
            List.of(),
            pattern.risk(),
            rules.stream().map(rule -> new RefRule(rule.name(), rule.maxDelay())).toList(),
            AsReference.shape(pattern.shape())),
        rules.stream()
            .map(rule -> rule.pattern().map(RefNested::source).orElse(rule.name()))
            .toList(),
        pattern.groupBy().stream().collect(Collectors.toMap(GroupKey::name, GroupKey::fieldByRule)),
        pattern.groupBy().stream().map(GroupKey::name).toList(),
        rules.stream().flatMap(rule -> rule.pattern().stream()).toList());
  }

  @Override
  public void restart() {
    log.clear();
  }

  @Override
  public void arrived(LogArrival arrival) {
    RawEvent event = raw(arrival.event());
    if (arrival.retracted()) {
      log.removeIf(other -> other.source().equals(event.source()) && other.id().equals(event.id()));
    } else {
      log.add(event);
    }
  }

  private RawEvent raw(Event event) {
    Map<String, String> fields = new HashMap<>();
    for (String key : List.of("person", "ip")) {
      Value value = event.field(key);
      if (value != null) {
        fields.put(key, value.text());
      }
    }
    Set<String> kinds = new HashSet<>();
    Value kind = event.field(ChainCases.KIND);
    if (kind != null) {
      kind.each().forEach(each -> kinds.add(each.text()));
    }
    Set<String> rules = new HashSet<>();
    for (CompiledRule rule : patterns.rules()) {
      if (rule.pattern().isEmpty()
          && kinds.contains(rule.name())
          && rule.sources().orElseThrow().contains(event.source())) {
        rules.add(rule.name());
      }
    }
    return new RawEvent(
        event.eventTime(),
        event.source(),
        event.id(),
        fields,
        rules,
        GeneratedEvents.values(event),
        "",
        null);
  }

  @Override
  public Map<String, Shown> open(long clock) {
    Map<String, Shown> open = new TreeMap<>();
    for (CompiledPattern pattern : patterns.patterns()) {
      if (!patterns.silent().contains(pattern.id())) {
        for (NestedReference.Found found : reference.findings(pattern.id(), log, clock)) {
          for (RefFinding finding : found.findings()) {
            open.put(finding.id(), Shown.of(finding, found.group()));
          }
        }
      }
    }
    return open;
  }
}
