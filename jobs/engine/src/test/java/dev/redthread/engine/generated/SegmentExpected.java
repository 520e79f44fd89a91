package dev.redthread.engine.generated;

import dev.redthread.engine.generated.ChainCase.LogArrival;
import dev.redthread.engine.reference.LogEvent;
import dev.redthread.engine.reference.RefSegmented;
import dev.redthread.engine.reference.SegmentedReference;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the reference says of a sequence whose key changes, arrival by arrival.
 *
 * <p><i>Thread safety:</i> none; one for each case.
 */
final class SegmentExpected implements ChainOracle {
  private final SegmentedReference reference;
  private final Set<LogEvent> log = new LinkedHashSet<>();
  private final Map<List<Object>, List<SegmentedReference.Found>> known = new HashMap<>();

  private final List<String> keys;
  private final Function<String, Set<String>> sources;

  /**
   * @param keys the fields that keys are made of
   * @param sources of which each rule is asked
   */
  SegmentExpected(RefSegmented asked, List<String> keys, Function<String, Set<String>> sources) {
    reference = new SegmentedReference(asked);
    this.keys = keys;
    this.sources = sources;
  }

  @Override
  public void restart() {
    log.clear();
  }

  @Override
  public void arrived(LogArrival arrival) {
    Event event = arrival.event();
    if (arrival.retracted()) {
      log.removeIf(other -> other.source().equals(event.source()) && other.id().equals(event.id()));
    } else {
      log.add(logEvent(event));
    }
  }

  private LogEvent logEvent(Event event) {
    Map<String, Set<String>> fields = new HashMap<>();
    for (String key : keys) {
      fields.put(key, texts(event.field(key)));
    }
    Set<String> rules = new TreeSet<>(texts(event.field(ChainCases.KIND)));
    rules.removeIf(rule -> !sources.apply(rule).contains(event.source()));
    return new LogEvent(
        event.eventTime(),
        event.source(),
        event.id(),
        fields,
        rules,
        GeneratedEvents.values(event));
  }

  private static Set<String> texts(@Nullable Value value) {
    Set<String> texts = new TreeSet<>();
    if (value != null) {
      value.each().forEach(each -> texts.add(each.text()));
    }
    return texts;
  }

  @Override
  public Map<String, Shown> open(long clock) {
    Map<String, Shown> open = new TreeMap<>();
    known
        .computeIfAbsent(List.of(Set.copyOf(log), clock), any -> reference.findings(log, clock))
        .forEach(found -> open.put(found.finding().id(), Shown.of(found.finding(), found.group())));
    return open;
  }
}
