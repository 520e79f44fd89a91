package dev.redthread.benchmark.flink;

import dev.redthread.benchmark.workload.Workload;
import dev.redthread.event.Event;
import dev.redthread.pipeline.state.CodecTypeInformation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.cep.CEP;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.util.Collector;

/**
 * The sequences of a workload as Flink's documentation has one write them: a pattern each, in event
 * time, by person. It gets lean events, since it writes each event to the network and into state
 * once for each sequence.
 */
public final class StockCep {
  private static final TypeInformation<LeanEvent> LEAN =
      CodecTypeInformation.of(LeanEvent.class, LeanEvent.Bytes.class);

  private final Workload workload;

  public StockCep(Workload workload) {
    this.workload = workload;
  }

  DataStream<String> matches(DataStream<Event> events) {
    KeyedStream<LeanEvent, String> byPerson =
        events.map(LeanEvent::of, LEAN).uid("lean").keyBy(LeanEvent::person, Types.STRING);
    DataStream<String> matches = sequence(byPerson, 0);
    for (int sequence = 1; sequence < workload.sequences(); sequence++) {
      matches = matches.union(sequence(byPerson, sequence));
    }
    return matches;
  }

  private DataStream<String> sequence(KeyedStream<LeanEvent, String> byPerson, int sequence) {
    Pattern<LeanEvent, ?> pattern =
        Pattern.<LeanEvent>begin("first")
            .where(ofType(workload.rule(sequence, 0)))
            .followedBy("second")
            .where(ofType(workload.rule(sequence, 1)))
            .within(Duration.ofHours(1));
    return CEP.pattern(byPerson, pattern)
        .process(new LastId(), Types.STRING)
        .uid("sequence-" + sequence)
        .name("Sequence " + sequence);
  }

  private static SimpleCondition<LeanEvent> ofType(int rule) {
    String type = Workload.type(rule);
    return SimpleCondition.of(event -> event.type().equals(type));
  }

  private static final class LastId extends PatternProcessFunction<LeanEvent, String> {
    private static final long serialVersionUID = 1;

    @Override
    public void processMatch(
        Map<String, List<LeanEvent>> match, Context context, Collector<String> out) {
      for (LeanEvent event : match.getOrDefault("second", List.of())) {
        out.collect(event.id());
      }
    }
  }
}
