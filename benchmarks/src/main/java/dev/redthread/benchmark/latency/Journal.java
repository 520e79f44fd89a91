package dev.redthread.benchmark.latency;

import dev.redthread.benchmark.workload.GoogleLogins;
import dev.redthread.benchmark.workload.PairedStream;
import dev.redthread.engine.Finding;
import dev.redthread.pipeline.sink.Document;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * When records were appended, and when what they raised was there for the first time.
 *
 * <p><i>Thread safety:</i> any thread may note; it is read when all is noted.
 */
final class Journal {
  private final Clock wallClock;
  private final Map<RecordId, Long> appended = new ConcurrentHashMap<>();
  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final Map<String, Long> written = new ConcurrentHashMap<>();

  Journal(Clock wallClock) {
    this.wallClock = wallClock;
  }

  private record RecordId(String source, long number) {}

  private record Found(Finding finding, long time) {

    boolean isOfLateSource() {
      return finding.chain().stream()
          .anyMatch(link -> link.event().source().equals(GoogleLogins.SOURCE));
    }
  }

  /** The broker has a record that belongs to a pair. */
  void append(String source, long number, long time) {
    appended.put(new RecordId(source, number), time);
  }

  /** A finding has reached its sink. */
  void find(Finding finding) {
    found.putIfAbsent(finding.id(), new Found(finding, wallClock.millis()));
  }

  /** A document has reached its sink; that of a finding has the finding's id. */
  void write(Document document) {
    written.putIfAbsent(document.id(), wallClock.millis());
  }

  /** How many findings there are whose documents are there too. */
  long complete() {
    return found.keySet().stream().filter(written::containsKey).count();
  }

  /**
   * From the last append that a finding needs to the finding, for findings without the late source.
   */
  Percentiles prompt() {
    return percentiles(each -> !each.isOfLateSource(), Found::time);
  }

  /** The same for findings that need the late source. */
  Percentiles late() {
    return percentiles(Found::isOfLateSource, Found::time);
  }

  /** As {@link #prompt}, to the finding's document. */
  Percentiles promptDocuments() {
    return percentiles(each -> !each.isOfLateSource(), this::writtenAt);
  }

  private long writtenAt(Found each) {
    return Objects.requireNonNull(written.get(each.finding.id()), "a finding without document");
  }

  private Percentiles percentiles(Predicate<Found> some, ToLongFunction<Found> there) {
    return Percentiles.of(
        found.values().stream()
            .filter(some)
            .mapToLong(each -> there.applyAsLong(each) - appendedAt(each.finding))
            .toArray());
  }

  private long appendedAt(Finding finding) {
    return finding.chain().stream()
        .map(
            link ->
                new RecordId(
                    link.event().source(),
                    PairedStream.number(link.event().source(), link.event().id())))
        .mapToLong(id -> Objects.requireNonNull(appended.get(id), () -> id + " was not sent"))
        .max()
        .orElseThrow();
  }

  void clear() {
    appended.clear();
    found.clear();
    written.clear();
  }
}
