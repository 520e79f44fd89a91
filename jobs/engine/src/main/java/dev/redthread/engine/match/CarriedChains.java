package dev.redthread.engine.match;

import dev.redthread.engine.PartialChain;
import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.PartialChains;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.PatternSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the chains that events hand over; each is asked for again and again. */
final class CarriedChains {
  private static final int MOST_KNOWN = 10_000;

  private final Map<String, List<PartialChain>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<PartialChain>> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  List<PartialChain> of(TimelineEvent event) {
    return event.event().field(PatternSource.CHAINS) instanceof Value.Text text
        ? known.computeIfAbsent(text.value(), PartialChains::of)
        : List.of();
  }
}
