package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.memory.MemoryCell;
import dev.redthread.engine.memory.MemoryTable;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

final class KeptEventsTest {
  private static final int MOST = 40;

  private final MemoryTable<String, Orphan> table = new MemoryTable<>();
  private final MemoryCell<Integer> count = new MemoryCell<>();
  private final SimpleCounter letGo = new SimpleCounter();
  private final KeptEvents kept = new KeptEvents(table, count, MOST, letGo);

  private static Orphan event(int time) {
    Event event =
        new Event(
            "test.log",
            "e" + time,
            time,
            time,
            null,
            Fields.of(Map.of()),
            new Origin("log", 0, time),
            false);
    return new Orphan(event, time, new byte[0], null, 0, List.of("ada"), 1);
  }

  private List<Long> times() {
    List<Long> times = new ArrayList<>();
    kept.entries().forEach(entry -> times.add(entry.getValue().event().eventTime()));
    times.sort(null);
    return times;
  }

  @Test
  void keepsTheLatestOfAFloodInWhateverOrder() {
    List<Integer> order = new ArrayList<>();
    for (int time = 0; time < 1_000; time++) {
      order.add(time);
    }
    Collections.shuffle(order, new Random(4));
    for (int time : order) {
      kept.add("e" + time, event(time));
      assertThat(times()).hasSizeLessThanOrEqualTo(MOST + MOST / 4);
    }

    for (int time = 1_000 - MOST; time < 1_000; time++) {
      assertThat(kept.get("e" + time)).isNotNull();
    }
    assertThat(letGo.getCount()).isEqualTo(1_000 - times().size());
    assertThat(count.get()).isEqualTo(times().size());
  }

  @Test
  void countsWhatGoesAndWhatIsReplaced() {
    for (int time = 0; time < 10; time++) {
      kept.add("e" + time, event(time));
      kept.replace("e" + time, event(time));
    }
    assertThat(count.get()).isEqualTo(10);
    for (int time = 0; time < 10; time++) {
      kept.remove("e" + time);
    }
    assertThat(count.get()).isNull();
    assertThat(times()).isEmpty();
  }

  /** A build that did not count them may have kept any number. */
  @Test
  void bringsWhatWasNotCountedUnderTheBoundToo() {
    for (int time = 0; time < 500; time++) {
      table.put("old" + time, event(time));
    }
    for (int time = 500; time < 500 + MOST + MOST / 4 + 1; time++) {
      kept.add("e" + time, event(time));
    }
    assertThat(times()).hasSize(MOST);
    assertThat(count.get()).isEqualTo(MOST);
  }
}
