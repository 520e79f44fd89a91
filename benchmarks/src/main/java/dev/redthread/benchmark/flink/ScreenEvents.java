package dev.redthread.benchmark.flink;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** The screen of Redthread's job for events that are read already, which have no original. */
final class ScreenEvents extends ProcessFunction<Event, Candidate> {
  private static final long serialVersionUID = 1;
  private static final byte[] NO_ORIGINAL = {};

  private final PatternSet patterns;
  private transient @Nullable Screen screen;

  ScreenEvents(PatternSet patterns) {
    this.patterns = patterns;
  }

  @Override
  public void open(OpenContext context) {
    screen = Screen.compile(patterns);
  }

  @Override
  public void processElement(Event event, Context context, Collector<Candidate> out) {
    Objects.requireNonNull(screen, "open was not called")
        .match(
            event,
            (pattern, group, roles) ->
                out.collect(
                    new Candidate(
                        pattern.id(),
                        group,
                        event,
                        roles,
                        false,
                        event.receivedTime(),
                        NO_ORIGINAL)));
  }
}
