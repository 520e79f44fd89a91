package dev.redthread.pipeline.operator;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.StateTable;
import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.PersonFields;
import dev.redthread.normalize.Tables;
import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.NameLink;
import dev.redthread.normalize.link.NameLinks;
import dev.redthread.pipeline.metrics.Metric;
import dev.redthread.pipeline.metrics.Metrics;
import dev.redthread.pipeline.state.KeyedCell;
import dev.redthread.pipeline.state.KeyedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * What one task of {@link ResolveDeviceOwner} does with the state of the current device, or of the
 * current name or names.
 */
final class DeviceTask {
  private final StateTable<String, DeviceLink> links;
  private final StateTable<String, NameLink> names;
  private final KeptEvents orphans;
  private final Counter doubtful;
  private final WakeUp wakeUp;
  private Candidates candidates;
  private Waiting waiting;
  private IdentityAliases aliases;
  private final PersonFields personFields;
  private Tables tables;

  DeviceTask(
      RuntimeContext context,
      Candidates candidates,
      Waiting waiting,
      IdentityAliases aliases,
      PersonFields personFields,
      Tables tables) {
    this(
        new KeyedTable<>(context.getMapState(ResolveDeviceOwner.LINKS)),
        new KeyedTable<>(context.getMapState(ResolveDeviceOwner.NAME_LINKS)),
        new KeptEvents(
            new KeyedTable<>(context.getMapState(ResolveDeviceOwner.ORPHANS)),
            new KeyedCell<>(context.getState(ResolveDeviceOwner.KEPT)),
            KeptEvents.MOST,
            Metrics.of(context.getMetricGroup()).counter(Metric.LET_GO)),
        Metrics.of(context.getMetricGroup()).counter(Metric.DOUBTFUL_NAMES),
        new WakeUp(context),
        candidates,
        waiting,
        aliases,
        personFields,
        tables);
  }

  /**
   * A task over a state that somebody else keeps.
   *
   * @param doubtful counts the names that become nobody's
   */
  DeviceTask(
      StateTable<String, DeviceLink> links,
      StateTable<String, NameLink> names,
      KeptEvents orphans,
      Counter doubtful,
      WakeUp wakeUp,
      Candidates candidates,
      Waiting waiting,
      IdentityAliases aliases,
      PersonFields personFields,
      Tables tables) {
    this.personFields = personFields;
    this.tables = tables;
    this.links = links;
    this.names = names;
    this.orphans = orphans;
    this.doubtful = doubtful;
    this.wakeUp = wakeUp;
    this.candidates = candidates;
    this.waiting = waiting;
    this.aliases = aliases;
  }

  /** Goes over to another version of the patterns. */
  void change(Candidates otherCandidates, Waiting otherWaiting) {
    candidates = otherCandidates;
    waiting = otherWaiting;
  }

  /** Goes over to another alias table; {@link #move} then puts each key right. */
  void change(IdentityAliases otherAliases) {
    aliases = otherAliases;
  }

  /** Goes over to other tables; what was sent on stays as it was. */
  void change(Tables otherTables) {
    tables = otherTables;
  }

  private Orphan ownedNow(Orphan before, Known known) {
    return before.ownedBy(
        known.owner(before), (event, person) -> personFields.said(event, person, tables));
  }

  /**
   * Sends the events of the current device once more; of those that go by names, which went the way
   * of any event until now, only what was read under this version before it arrived here.
   *
   * @param changed the patterns that are new or others than they were, among those of this task
   * @param version the number of the pattern set in force
   */
  void renew(Candidates changed, long version, Collector<Candidate> out) {
    Known known = new Known();
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = ownedNow(before, known);
      changed.notCounting(before).forEach(out::collect);
      if (!before.isOwnedLike(after)) {
        orphans.replace(entry.getKey(), after);
        takeBack(before, out);
        send(after, out);
      } else if (!after.isNamed() || after.version() >= version) {
        changed.of(after, false).forEach(out::collect);
      }
    }
  }

  /** Takes the events of the current key that belong to others now to them. */
  void move(Collector<Candidate> out) {
    Known known = new Known();
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      Orphan before = entry.getValue();
      Orphan after = ownedNow(before, known);
      if (!before.isOwnedLike(after)) {
        move(entry.getKey(), before, after, out);
      }
    }
  }

  /** Patterns under which it stays where it is hear nothing: they may have let go of it. */
  private void move(String key, Orphan before, Orphan after, Collector<Candidate> out) {
    orphans.replace(key, after);
    List<Candidate> gone = candidates.of(before, true);
    List<Candidate> come = candidates.of(after, false);
    gone.stream().filter(each -> !isAmong(each, come)).forEach(out::collect);
    come.stream().filter(each -> !isAmong(each, gone)).forEach(out::collect);
  }

  private static boolean isAmong(Candidate asked, List<Candidate> others) {
    return others.stream()
        .anyMatch(
            other ->
                asked.pattern().equals(other.pattern())
                    && asked.group().equals(other.group())
                    && asked.event().equals(other.event()));
  }

  void onEvent(DeviceEvent event, TimerService timers, Collector<Candidate> out) {
    switch (event.kind()) {
      case LINK -> onLink(event, timers, out);
      case NAME -> onName(event, timers, out);
      case ORPHAN, NAMED -> onOrphan(event, timers, out);
    }
  }

  private void onLink(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    DeviceLink link = DeviceLink.of(arrived);
    String id = id(arrived.event());
    DeviceLink known = links.get(id);
    long until = waiting.linkUntil(link.event().eventTime());
    if ((known != null && !link.standsBefore(known)) || isPast(until, timers)) {
      return;
    }
    links.put(id, link);
    wakeUp.by(until, timers);
    move(out);
  }

  private void onName(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    Event event = arrived.event();
    long until = waiting.nameUntil(event.eventTime());
    if (isPast(until, timers)) {
      return;
    }
    NameLinks before = nameLinks();
    NameLinks after =
        before.with(
            Objects.requireNonNull(event.field(Event.PERSON)).text(),
            new LinkRecord(event.eventTime(), event.source(), event.id()),
            waiting.namesKept());
    if (after.equals(before)) {
      return;
    }
    if (after.isOfSeveral() && !before.isOfSeveral()) {
      doubtful.inc();
    }
    before.links().forEach(link -> names.remove(link.person()));
    after.links().forEach(link -> names.put(link.person(), link));
    wakeUp.by(until, timers);
    move(out);
  }

  private NameLinks nameLinks() {
    List<NameLink> known = new ArrayList<>();
    names.entries().forEach(entry -> known.add(entry.getValue()));
    return NameLinks.of(known);
  }

  private void onOrphan(DeviceEvent arrived, TimerService timers, Collector<Candidate> out) {
    Orphan unowned = Orphan.of(arrived);
    Orphan orphan = ownedNow(unowned, new Known());
    String id = orphan.key();
    Orphan known = orphans.get(id);
    if (known != null && !orphan.standsBefore(known)) {
      return;
    }
    if (known != null) {
      takeBack(known, out);
      orphans.remove(id);
    }
    long until = waiting.until(orphan);
    if (!isPast(until, timers)) {
      orphans.add(id, orphan);
      wakeUp.by(until, timers);
    }
    send(orphan, out);
  }

  private void takeBack(Orphan orphan, Collector<Candidate> out) {
    candidates.of(orphan, true).forEach(out::collect);
  }

  private void send(Orphan orphan, Collector<Candidate> out) {
    candidates.of(orphan, false).forEach(out::collect);
  }

  /** What is known of the current key, read once and only where the alias table knows nobody. */
  private final class Known {
    private @Nullable List<DeviceLink> ofDevice;
    private @Nullable NameLinks ofName;

    Optional<Owner> owner(Orphan orphan) {
      Optional<String> said =
          orphan.isNamed() ? aliases.known(orphan.names()) : ownerInTable(orphan.event());
      if (said.isPresent()) {
        return said.map(Owner::of);
      }
      return orphan.isNamed() ? named(orphan) : ofDevice(orphan.event());
    }

    private Optional<Owner> ofDevice(Event event) {
      List<DeviceLink> known = ofDevice;
      if (known == null) {
        known = new ArrayList<>();
        for (Map.Entry<String, DeviceLink> entry : links.entries()) {
          known.add(entry.getValue());
        }
        ofDevice = known;
      }
      return DeviceLink.ownerAt(
          event.eventTime(), known, aliases, waiting.linksKept(), waiting.timespan());
    }

    /** By what records say of the first name, else by this name itself. */
    private Optional<Owner> named(Orphan orphan) {
      NameLinks known = ofName;
      if (known == null) {
        known = nameLinks();
        ofName = known;
      }
      return known
          .owner(
              orphan.event().eventTime(),
              person -> aliases.person(person).orElse(person),
              waiting.namesKept(),
              waiting.timespan())
          .map(Owner::of)
          .or(() -> orphan.names().stream().findFirst().map(Owner::of));
    }
  }

  private Optional<String> ownerInTable(Event event) {
    Value device = event.field(Event.DEVICE);
    return device == null
        ? Optional.empty()
        : device.each().stream()
            .filter(each -> !(each instanceof Value.Nil))
            .map(each -> aliases.owner(each.text()))
            .flatMap(Optional::stream)
            .findFirst();
  }

  void onClock(long timer, TimerService timers) {
    if (!wakeUp.isDue(timer)) {
      return;
    }
    long next = Long.MAX_VALUE;
    boolean left = false;
    for (Map.Entry<String, Orphan> entry : orphans.entries()) {
      long until = waiting.until(entry.getValue());
      if (isPast(until, timers)) {
        orphans.remove(entry.getKey());
      } else {
        next = Math.min(next, until);
        left = true;
      }
    }
    for (Map.Entry<String, DeviceLink> entry : links.entries()) {
      long until = waiting.linkUntil(entry.getValue().event().eventTime());
      if (isPast(until, timers)) {
        links.remove(entry.getKey());
      } else {
        next = Math.min(next, until);
        left = true;
      }
    }
    for (NameLink link : nameLinks().links()) {
      long until = waiting.nameUntil(link.earliestEnd());
      if (isPast(until, timers)) {
        Optional<NameLink> rest = alive(link, timers);
        rest.ifPresentOrElse(
            some -> names.put(some.person(), some), () -> names.remove(link.person()));
        until = rest.map(some -> waiting.nameUntil(some.earliestEnd())).orElse(Long.MAX_VALUE);
        left |= rest.isPresent();
      } else {
        left = true;
      }
      next = Math.min(next, until);
    }
    if (left) {
      wakeUp.by(next, timers);
    }
  }

  /** What is left of a link, for whoever may still come and ask. */
  private Optional<NameLink> alive(NameLink link, TimerService timers) {
    return link.without(span -> isPast(waiting.nameUntil(span.latest().time()), timers));
  }

  private static boolean isPast(long until, TimerService timers) {
    return until <= timers.currentWatermark();
  }

  private static String id(Event event) {
    return event.source() + '\0' + event.id();
  }
}
