package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.PersonFields;
import dev.redthread.normalize.PersonNames;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.Taker;
import dev.redthread.normalize.link.SaidLink;
import dev.redthread.pattern.compiled.FieldDemand;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.source.Delivered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * What one task makes of records, compiled for one version of the patterns after the other.
 *
 * <p>Where names of persons may change, whom an event belongs to is decided behind it, by whoever
 * knows devices: what is sent there says what names its person.
 *
 * <p><i>Thread safety:</i> none.
 */
final class ScreenStage {
  private static final byte[] NOTHING = {};

  private final List<SourceMapping> mappings;
  private final boolean namesChange;
  private IdentityAliases aliases;
  private Tables tables;
  private final Set<String> derived;
  private final PersonFields personFields;
  private PatternSet patterns;
  private long version;
  private final InputTally tally;
  private final Counter screened;
  private final Counter orphans;
  private Map<String, Normalizer> normalizers = Map.of();
  private Candidates candidates;

  ScreenStage(
      RuntimeContext context,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      boolean namesChange,
      Tables tables,
      PatternSet patterns,
      long version) {
    this(
        Metrics.of(context.getMetricGroup()),
        context::addAccumulator,
        mappings,
        aliases,
        namesChange,
        tables,
        patterns,
        version);
  }

  /**
   * @param accumulators gets each sum that is counted, by its name
   * @param namesChange whether the alias table may change
   * @param tables what adds fields to events
   */
  ScreenStage(
      Metrics metrics,
      BiConsumer<String, LongCounter> accumulators,
      List<SourceMapping> mappings,
      IdentityAliases aliases,
      boolean namesChange,
      Tables tables,
      PatternSet patterns,
      long version) {
    this.mappings = mappings;
    this.namesChange = namesChange;
    this.version = version;
    this.aliases = aliases;
    this.tables = tables;
    derived =
        mappings.stream()
            .flatMap(mapping -> mapping.derived().keySet().stream())
            .collect(Collectors.toUnmodifiableSet());
    personFields = PersonFields.of(mappings);
    this.patterns = patterns;
    tally = new InputTally(accumulators, metrics);
    screened = metrics.counter(Metric.SCREENED);
    orphans = metrics.counter(Metric.ORPHANS);
    candidates = Candidates.of(patterns, derived, version);
    normalizers = normalizers();
  }

  /** Goes over to another version of the patterns: other fields may be wanted. */
  void change(PatternSet otherPatterns, long otherVersion) {
    patterns = otherPatterns;
    version = otherVersion;
    candidates = Candidates.of(patterns, derived, version);
    normalizers = normalizers();
  }

  /** Goes over to another alias table. */
  void change(IdentityAliases otherAliases) {
    aliases = otherAliases;
    normalizers = normalizers();
  }

  /** Goes over to other tables; no event is read anew. */
  void change(Tables otherTables) {
    tables = otherTables;
  }

  private Map<String, Normalizer> normalizers() {
    IdentityAliases known = namesChange ? aliases.withoutOwners() : aliases;
    Map<String, Normalizer> compiled = new HashMap<>();
    for (SourceMapping mapping : mappings) {
      FieldDemand demand = patterns.fields(mapping.name());
      compiled.put(
          mapping.name(),
          Normalizer.ofWanted(
              demand.every() ? mapping.withEveryLeaf() : mapping,
              demand.names(),
              known,
              () -> tables));
    }
    return compiled;
  }

  void accept(Delivered delivered, SideOutput sides, Collector<Candidate> out) {
    tally.begin();
    delivered.to(raw -> accept(raw, sides, out), letter -> reject(letter, sides));
    tally.end();
  }

  private void accept(RawRecord raw, SideOutput sides, Collector<Candidate> out) {
    Normalizer normalizer = normalizers.get(raw.source());
    if (normalizer == null) {
      reject(unknown(raw), sides);
      return;
    }
    normalizer.normalize(raw, new Taking(raw, sides, out), letter -> reject(letter, sides));
  }

  /** What becomes of one record. */
  private final class Taking implements Taker {
    private final RawRecord raw;
    private final SideOutput sides;
    private final Collector<Candidate> out;

    Taking(RawRecord raw, SideOutput sides, Collector<Candidate> out) {
      this.raw = raw;
      this.sides = sides;
      this.out = out;
    }

    @Override
    public void says(Event event, SaidLink link) {
      ScreenStage.this.says(event, link, raw, sides);
    }

    @Override
    public boolean wants(Event event, PersonNames names) {
      return ScreenStage.this.wants(event);
    }

    @Override
    public void take(Event event, PersonNames names) {
      ScreenStage.this.take(event, names, raw, sides, out);
    }
  }

  /** An event that needs no mapping any more, of which {@code raw} is the original. */
  void accept(Event event, RawRecord raw, SideOutput sides, Collector<Candidate> out) {
    if (wants(event)) {
      Value person = event.field(Event.PERSON);
      take(
          event,
          person == null || person instanceof Value.Nil
              ? PersonNames.NONE
              : PersonNames.of(List.of(person.text())),
          raw,
          sides,
          out);
    }
  }

  private static DeadLetter unknown(RawRecord raw) {
    return new DeadLetter(
        raw.source(),
        raw.origin(),
        raw.receivedTime(),
        DeadLetter.Reason.UNKNOWN_SOURCE,
        "no source mapping is called '" + raw.source() + "'",
        raw.bytes());
  }

  /** Counts what cannot be read and hands it on. */
  void reject(DeadLetter letter, SideOutput sides) {
    tally.deadLetter(letter.reason());
    sides.output(NormaliseAndScreen.DEAD_LETTERS, letter);
  }

  /** Counts an event and says whether anything becomes of it; reads what rules read only. */
  private boolean wants(Event event) {
    tally.event();
    Optional<String> device = device(event);
    return (device.isPresent()
            && (isOwned(event) ? event.activity() == Activity.DEVICE_LINKED : lacksPerson(event)))
        || mayMatter(event);
  }

  /** Whether some pattern wants it, or would if it had a person. */
  private boolean lacksPerson(Event event) {
    return candidates.lack(event, Event.PERSON) || lacksPersonField(event);
  }

  /** Whether some pattern wants it, or may when its names mean somebody else. */
  private boolean mayMatter(Event event) {
    return candidates.areThereOf(event) || lacksPersonField(event);
  }

  private boolean lacksPersonField(Event event) {
    for (String name : personFields.names(event.source())) {
      if (candidates.lack(event, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOwned(Event event) {
    Value person = event.field(Event.PERSON);
    return person != null && !(person instanceof Value.Nil);
  }

  /** Hands on whose a name is, to where the events that go by it pass. */
  private void says(Event event, SaidLink link, RawRecord raw, SideOutput sides) {
    String person =
        namesChange ? link.person() : aliases.person(link.person()).orElse(link.person());
    sides.output(
        NormaliseAndScreen.DEVICE_EVENTS,
        new DeviceEvent(
            DeviceEvent.keyOf(link.namespace(), link.name()),
            DeviceEvent.Kind.NAME,
            event.with(Fields.of(Map.of(Event.PERSON, Value.of(person)))),
            raw.ingestedTime(),
            NOTHING,
            List.of(),
            version));
  }

  private void take(
      Event event, PersonNames called, RawRecord raw, SideOutput sides, Collector<Candidate> out) {
    Optional<String> device = device(event);
    boolean owned = isOwned(event);
    List<String> names = called.names();
    List<String> told = namesChange ? names : List.of();
    if (device.isPresent() && owned && event.activity() == Activity.DEVICE_LINKED) {
      sides.output(
          NormaliseAndScreen.DEVICE_EVENTS,
          new DeviceEvent(
              device.get(),
              DeviceEvent.Kind.LINK,
              event,
              raw.ingestedTime(),
              NOTHING,
              told,
              version));
    }
    if (owned && (namesChange || follows(called))) {
      if (mayMatter(event)) {
        screened.inc();
        sides.output(
            NormaliseAndScreen.DEVICE_EVENTS,
            new DeviceEvent(
                called
                    .namespace()
                    .map(namespace -> DeviceEvent.keyOf(namespace, names.get(0)))
                    .orElseGet(() -> DeviceEvent.keyOf(names)),
                DeviceEvent.Kind.NAMED,
                event,
                raw.ingestedTime(),
                OriginalBytes.compress(raw.bytes()),
                names,
                version));
      }
      return;
    }
    if (device.isPresent() && !owned && (namesChange || lacksPerson(event))) {
      screened.inc();
      orphans.inc();
      sides.output(
          NormaliseAndScreen.DEVICE_EVENTS,
          new DeviceEvent(
              device.get(),
              DeviceEvent.Kind.ORPHAN,
              event,
              raw.ingestedTime(),
              OriginalBytes.compress(raw.bytes()),
              List.of(),
              version));
      return;
    }
    List<Candidate> found =
        candidates.of(event, raw.ingestedTime(), () -> OriginalBytes.compress(raw.bytes()), false);
    if (!found.isEmpty()) {
      screened.inc();
      found.forEach(out::collect);
    }
  }

  /** Whether records may say whose a name is that the table does not know. */
  private boolean follows(PersonNames called) {
    return called.namespace().isPresent() && aliases.known(called.names()).isEmpty();
  }

  private static Optional<String> device(Event event) {
    Value device = event.field(Event.DEVICE);
    return device == null
        ? Optional.empty()
        : device.each().stream()
            .filter(each -> !(each instanceof Value.Nil))
            .map(Value::text)
            .filter(text -> !text.isEmpty())
            .findFirst();
  }
}
