package dev.redthread.cli.testing;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.TestEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A way in which the events of a test arrive.
 *
 * <p>Whatever the way, what is found in the end is the same, since each event is received within
 * its source's greatest delay, as the received clock sees it.
 *
 * @param name for people
 * @param arrivals in their order
 * @param clockMoves whether the received clock moves with what arrives; else it stands still until
 *     the end, as it does while a partition with unread records holds it
 * @param restarts whether the job crashes after every arrival
 * @param stops when the clock is said besides, in milliseconds since 1970 UTC
 */
record Replay(
    String name,
    List<Arrival> arrivals,
    boolean clockMoves,
    boolean restarts,
    SortedSet<Long> stops) {

  private static final int SHUFFLES = 4;

  /**
   * An event and when it is received.
   *
   * @param event its place in the test
   * @param received milliseconds since 1970 UTC
   */
  record Arrival(int event, long received) {}

  /** As the test says. */
  static Replay plain(Recording recording) {
    SortedSet<Long> stops = new TreeSet<>();
    for (ExpectedFinding finding : recording.test().findings()) {
      if (finding.raised() instanceof ExpectedFinding.Clock clock) {
        stops.add(recording.time(clock.offset()) - 1);
        stops.add(recording.time(clock.offset()));
      }
    }
    return new Replay("as written", written(recording), true, false, stops);
  }

  private static List<Arrival> written(Recording recording) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < recording.size(); i++) {
      TestEvent event = recording.event(i);
      arrivals.add(new Arrival(i, recording.time(event.received())));
      for (long again : event.again()) {
        arrivals.add(new Arrival(i, recording.time(again)));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::received));
    return arrivals;
  }

  /** The same with a crash after every arrival: every revision must be the same. */
  Replay restarted() {
    return new Replay("with a restart after every event", arrivals, clockMoves, true, stops);
  }

  /** Other ways to the same end. */
  static List<Replay> others(Recording recording, SourceCatalog catalog, long seed) {
    Random random = new Random(seed);
    List<Replay> replays = new ArrayList<>();
    List<Arrival> twice = new ArrayList<>();
    written(recording).forEach(arrival -> twice.addAll(List.of(arrival, arrival)));
    replays.add(of("with every event twice", twice, true, false));
    List<Arrival> backwards = written(recording);
    Collections.reverse(backwards);
    replays.add(of("backwards", backwards, false, false));
    for (int i = 1; i <= SHUFFLES; i++) {
      List<Arrival> late = drawn(recording, catalog, random);
      replays.add(of("with other delays (" + i + ")", late, true, false));
      List<Arrival> shuffled = new ArrayList<>(i % 2 == 0 ? twice : written(recording));
      Collections.shuffle(shuffled, random);
      replays.add(of("shuffled (" + i + ")", shuffled, false, i == SHUFFLES));
    }
    return replays;
  }

  private static Replay of(
      String name, List<Arrival> arrivals, boolean clockMoves, boolean restarts) {
    return new Replay(name, arrivals, clockMoves, restarts, new TreeSet<>());
  }

  /** Each event once or twice, as late as its source may be. */
  private static List<Arrival> drawn(Recording recording, SourceCatalog catalog, Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < recording.size(); i++) {
      TestEvent event = recording.event(i);
      long most = catalog.byName(event.source()).orElseThrow().maxDelay().toMillis();
      for (int times = random.nextInt(2); times >= 0; times--) {
        long delay = (long) (random.nextDouble() * (most + 1));
        arrivals.add(new Arrival(i, recording.time(event.at()) + Math.min(most, delay)));
      }
    }
    arrivals.sort(Comparator.comparingLong(Arrival::received));
    return arrivals;
  }
}
