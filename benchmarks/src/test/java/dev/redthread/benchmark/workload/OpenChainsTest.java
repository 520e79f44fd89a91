package dev.redthread.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Candidate;
import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.operator.OriginalBytes;
import dev.redthread.pipeline.operator.TimelineKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenChainsTest {
  private static final int TASKS = 2;
  private static final int EVENTS = 30;

  private final Sources sources;

  OpenChainsTest() throws IOException {
    sources = Sources.load(Path.of(System.getProperty("redthread.root"), "config", "sources"));
  }

  @Test
  void everyThreeEventsAreTwoTimelinesOneWithTwoEvents() {
    OpenChains chains = new OpenChains(sources, TASKS, false);
    Map<TimelineKey, Integer> events = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (int task = 0; task < TASKS; task++) {
      for (int ordinal = 0; ordinal < EVENTS; ordinal++) {
        Candidate candidate = chains.candidate(task, ordinal);
        events.merge(TimelineKey.of(candidate), 1, Integer::sum);
        ids.add(candidate.event().id());
        assertThat(candidate.original()).isEmpty();
        assertThat(candidate.event().fields().size()).isGreaterThan(15);
      }
    }

    assertThat(ids).hasSize(TASKS * EVENTS);
    assertThat(events).hasSize(TASKS * EVENTS * 2 / OpenChains.EVENTS_OF_TWO);
    assertThat(events.values()).containsOnly(1, 2);
    assertThat(events.values().stream().filter(each -> each == 2)).hasSize(events.size() / 2);
  }

  @Test
  void originalsAreWholeRecordsWhereTheyAreWanted() {
    Candidate candidate = new OpenChains(sources, TASKS, true).candidate(1, 2);

    assertThat(new String(OriginalBytes.expand(candidate.original()), StandardCharsets.UTF_8))
        .startsWith("{\"actor\"")
        .contains(candidate.event().id())
        .endsWith("}");
  }
}
