package dev.redthread.pipeline.source;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.normalize.EventTimes;
import dev.redthread.normalize.LineDecoder;
import dev.redthread.normalize.RecordDecoder;
import dev.redthread.normalize.Sources;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a file mean.
 *
 * <p><i>Thread safety:</i> none.
 */
public final class LogDecoding {

  private final Sources sources;
  private final @Nullable String source;
  private final RecordDecoder decoder;
  private final Map<String, EventTimes> eventTimes = new HashMap<>();

  /**
   * @param source that the lines are of, or null when each names its own
   */
  public LogDecoding(Sources sources, @Nullable String source) {
    this.sources = sources;
    this.source = source;
    this.decoder = new RecordDecoder(sources);
  }

  /** Decodes the lines of one file, from wherever. */
  LineDecoder lines() {
    return new LineDecoder(sources, decoder, source);
  }

  /** The event time of a bare record, which stands for its received time. */
  OptionalLong eventTime(Decoded.Found found, Origin origin) {
    EventTimes times =
        eventTimes.computeIfAbsent(
            found.source(), name -> EventTimes.compile(sources.mapping(name).orElseThrow()));
    return times.latest(found.bytes(), origin);
  }

  /** The configured source, or empty when each line names its own. */
  String sourceName() {
    return source == null ? "" : source;
  }

  int mostLineBytes() {
    return RecordDecoder.MOST_LINE_BYTES;
  }
}
