package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Only the time of a record: for a file of bare records, whose received time is the running maximum
 * of their event times.
 *
 * <p><i>Units:</i> milliseconds since 1970 UTC.
 *
 * <p><i>Thread safety:</i> none; one for each thread.
 */
public final class EventTimes {
  private final SourceMapping mapping;
  private final Limits limits;
  private final TimeReader time;
  private final RecordReader records;

  private EventTimes(SourceMapping mapping, Limits limits) {
    this.mapping = mapping;
    this.limits = limits;
    PathTrie trie = new PathTrie(mapping);
    time = TimeReader.of(mapping, trie);
    records = new RecordReader(trie, false, limits);
  }

  public static EventTimes compile(SourceMapping mapping) {
    return new EventTimes(mapping, Limits.DEFAULT);
  }

  /** The latest event time in the bytes; nothing when they hold none that can be read. */
  public OptionalLong latest(byte[] bytes, Origin origin) {
    if (Refusal.before(bytes, limits).isPresent()) {
      return OptionalLong.empty();
    }
    Latest latest = new Latest(origin);
    try {
      if (CsvRows.isCsv(bytes, mapping)) {
        CsvRows.read(bytes, Objects.requireNonNull(mapping.csv()), limits.mostRowBytes(), latest);
      } else {
        records.read(bytes, latest);
      }
    } catch (JsonProcessingException notJson) {
      // The normaliser makes the dead letter; the records before the break count here as there.
      return latest.time;
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
    return latest.time;
  }

  private final class Latest implements RecordReader.Sink, CsvRows.Sink {
    private final Origin origin;
    private OptionalLong time = OptionalLong.empty();

    Latest(Origin origin) {
      this.origin = origin;
    }

    @Override
    public void record(Slots slots, int from, int to) {
      if (slots.entries().isEmpty()) {
        take(slots);
      }
      for (Slots.Entry entry : slots.entries()) {
        slots.show(entry);
        take(slots);
      }
    }

    private void take(Slots slots) {
      OptionalLong found = EventTimes.this.time.read(slots, origin);
      if (found.isPresent() && (time.isEmpty() || found.getAsLong() > time.getAsLong())) {
        time = found;
      }
    }

    @Override
    public void notAnObject(int from, int to) {}

    @Override
    public void row(byte[] json) throws IOException {
      records.read(json, this);
    }

    @Override
    public void refused(Reason reason, String detail, int from, int to) {}
  }
}
