package dev.redthread.benchmark.workload;

import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The records of a workload by number, raw or read already.
 *
 * <p>Events come from a pool of records that were read before: an id and a time of its own make
 * another event of one. So making an event costs next to nothing, whoever is measured.
 *
 * <p><i>Thread safety:</i> immutable.
 */
public final class RecordStream {
  private static final int NOISE = 4_000;
  private static final int RELEVANT = 16_000;
  private static final int NOISE_TYPES = 200;
  private static final long POOL_NUMBERS = 1L << 36;

  private final Workload workload;
  private final OktaRecords okta = new OktaRecords();
  private final List<byte[]> ruleTypes = new ArrayList<>();
  private final List<byte[]> noiseTypes = new ArrayList<>();
  private final List<Event> noise = new ArrayList<>();
  private final List<Event> relevant = new ArrayList<>();

  public RecordStream(Workload workload) {
    this.workload = workload;
    for (int rule = 0; rule < workload.rules(); rule++) {
      ruleTypes.add(Workload.type(rule).getBytes(StandardCharsets.ISO_8859_1));
    }
    for (int type = 0; type < NOISE_TYPES; type++) {
      noiseTypes.add(
          String.format(Locale.ROOT, "noise.type.%05d", type)
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** Also reads a pool of events; what the patterns ask for is read, and the evidence fields. */
  public RecordStream(Workload workload, Sources sources, PatternSet patterns) {
    this(workload);
    Normalizer normalizer =
        Normalizer.compile(
            sources.mapping(OktaRecords.SOURCE).orElseThrow(),
            patterns.fields(OktaRecords.SOURCE).names(),
            IdentityAliases.NONE);
    for (long number = POOL_NUMBERS; noise.size() < NOISE || relevant.size() < RELEVANT; number++) {
      List<Event> pool = Workload.isRelevant(number) ? relevant : noise;
      if (pool.size() < (pool == noise ? NOISE : RELEVANT)) {
        normalizer.normalize(
            raw(number, OktaRecords.START),
            pool::add,
            letter -> {
              throw new IllegalStateException(letter.detail());
            });
      }
    }
  }

  /** When the event of a number happens and is received, as one of so many for each task. */
  public static long time(long number, long ofEachTask) {
    return OktaRecords.START + number % ofEachTask * Workload.SPACING;
  }

  public byte[] bytes(long number, long time) {
    return okta.record(number, Workload.person(number), type(number), time);
  }

  private byte[] type(long number) {
    int rule = workload.ruleOf(number);
    return rule >= 0
        ? ruleTypes.get(rule)
        : noiseTypes.get((int) (Mix.of(number, 3) % noiseTypes.size()));
  }

  public RawRecord raw(long number, long time) {
    return new RawRecord(
        OktaRecords.SOURCE, time, time, bytes(number, time), new Origin("benchmark", 0, number));
  }

  public Event event(long number, long time) {
    List<Event> pool = Workload.isRelevant(number) ? relevant : noise;
    Event drawn = pool.get((int) (Mix.of(number, 5) % pool.size()));
    return new Event(
        drawn.source(),
        Long.toString(number),
        time,
        time,
        drawn.activity(),
        drawn.fields(),
        drawn.origin(),
        false);
  }
}
