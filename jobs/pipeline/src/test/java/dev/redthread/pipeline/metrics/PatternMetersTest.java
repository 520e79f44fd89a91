package dev.redthread.pipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.metrics.groups.GenericMetricGroup;
import org.apache.flink.runtime.metrics.util.TestingMetricRegistry;
import org.junit.jupiter.api.Test;

final class PatternMetersTest {
  private final Map<String, Gauge<?>> gauges = new HashMap<>();

  private PatternMeters meters(List<Kept> restored) {
    TestingMetricRegistry registry =
        TestingMetricRegistry.builder()
            .setRegisterConsumer(
                (metric, name, group) -> {
                  if (metric instanceof Gauge<?> gauge) {
                    gauges.put(group.getAllVariables().get("<pattern>") + " " + name, gauge);
                  }
                })
            .setUnregisterConsumer(
                (metric, name, group) ->
                    gauges.remove(group.getAllVariables().get("<pattern>") + " " + name, metric))
            .build();
    return new PatternMeters(new GenericMetricGroup(registry, null, "operator"), restored);
  }

  private Map<String, Object> timelines() {
    Map<String, Object> values = new HashMap<>();
    gauges.forEach(
        (name, gauge) -> {
          if (name.endsWith(" timelines")) {
            values.put(name.substring(0, name.indexOf(' ')), gauge.getValue());
          }
        });
    return values;
  }

  @Test
  void registersAPatternWhenItIsFirstMet() {
    PatternMeters meters = meters(List.of());
    meters.keep(Set.of("a", "b"));
    assertThat(timelines()).isEmpty();

    meters.at("a").resized(0, 3);
    assertThat(timelines()).isEqualTo(Map.of("a", 1L));
    assertThat(meters.kept()).containsExactly(new Kept("a", 1, 3, 0));
  }

  @Test
  void forgetsAPatternThatGoesAndBeginsAnewWhenItComesAgain() {
    PatternMeters meters = meters(List.of());
    meters.keep(Set.of("a", "b"));
    meters.at("a").resized(0, 3);
    meters.at("b").resized(0, 1);

    meters.keep(Set.of("b"));
    meters.at("a").resized(3, 0);
    assertThat(timelines()).isEqualTo(Map.of("b", 1L));

    meters.keep(Set.of("a", "b"));
    meters.at("a").resized(0, 2);
    meters.current().resized(2, 4);
    assertThat(timelines()).isEqualTo(Map.of("a", 1L, "b", 1L));
    assertThat(meters.kept())
        .containsExactlyInAnyOrder(new Kept("a", 1, 4, 0), new Kept("b", 1, 1, 0));
  }

  @Test
  void addsUpWhatSeveralTasksHadKept() {
    PatternMeters meters =
        meters(List.of(new Kept("a", 1, 2, 3), new Kept("gone", 1, 1, 1), new Kept("a", 4, 5, 6)));
    meters.keep(Set.of("a"));

    assertThat(timelines()).isEqualTo(Map.of("a", 5L));
    assertThat(meters.kept()).containsExactly(new Kept("a", 5, 7, 9));
  }
}
