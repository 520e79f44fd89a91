package dev.redthread.benchmark;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;

/**
 * The event of a number: one in a hundred belongs to a two-step attack {@code A<n>}, {@code B<n>} of
 * one of 10,000 people, the rest is noise of 200 kinds; one event each millisecond.
 */
record NumberedEvents(int attacks) implements MapFunction<Long, Event> {

  static final long START = 1_760_000_000_000L;
  static final String ACTION = "event.action";

  @Override
  public Event map(Long number) {
    long random = mix(number);
    long time = START + number;
    int kind = (int) ((random >>> 20) % 1000);
    int attack = (int) ((random >>> 33) % attacks);
    String action =
        kind < 5
            ? "A" + attack
            : kind < 10 ? "B" + attack : "noise." + (int) ((random >>> 20) % 200);
    return new Event(
        "benchmark",
        Long.toString(number),
        time,
        time,
        Activity.APP_ACCESSED,
        Fields.of(
            Map.of(
                ACTION, Value.of(action),
                Event.PERSON, Value.of("user" + random % 10_000 + "@corp.example"),
                "source.ip",
                    Value.of("10.0." + (random >>> 8) % 256 + "." + (random >>> 16) % 256),
                "user_agent.original",
                    Value.of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"))),
        new Origin("benchmark", 0, number),
        false);
  }

  private static long mix(long number) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 29;
    mixed *= 0xBF58476D1CE4E5B9L;
    mixed ^= mixed >>> 32;
    return mixed & Long.MAX_VALUE;
  }
}
