package dev.redthread.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.sink.Document;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalTest {
  private static final String OKTA = "okta.system";
  private static final String GOOGLE = "google_workspace.login";

  private final Moment now = new Moment();
  private final Journal journal = new Journal(now);

  @Test
  void countsFromTheLastAppendOfTheChainWhicheverEventThatIs() {
    journal.append(OKTA, 1, 300);
    journal.append(OKTA, 2, 100);
    find(310, finding("a", 1, okta(1), okta(2)));

    assertThat(journal.prompt()).isEqualTo(new Percentiles(1, 10, 10, 10));
  }

  @Test
  void theFirstRevisionAndTheFirstWriteCount() {
    journal.append(OKTA, 1, 100);
    find(107, finding("a", 1, okta(1)));
    find(900, finding("a", 2, okta(1)));
    write(109, "a");
    write(950, "a");

    assertThat(journal.prompt()).isEqualTo(new Percentiles(1, 7, 7, 7));
    assertThat(journal.promptDocuments()).isEqualTo(new Percentiles(1, 9, 9, 9));
  }

  @Test
  void tellsFindingsThatNeedTheLateSourceApart() {
    journal.append(OKTA, 1, 100);
    journal.append(GOOGLE, 1, 140);
    find(105, finding("a", 1, okta(1)));
    find(160, finding("b", 1, google(1), okta(1)));

    assertThat(journal.prompt()).isEqualTo(new Percentiles(1, 5, 5, 5));
    assertThat(journal.late()).isEqualTo(new Percentiles(1, 20, 20, 20));
  }

  @Test
  void aFindingIsCompleteOnceItsDocumentIsThere() {
    find(1, finding("a", 1, okta(1)));
    write(2, "an incident");
    assertThat(journal.complete()).isZero();

    write(3, "a");
    assertThat(journal.complete()).isEqualTo(1);
  }

  @Test
  void forgetsAllBetweenTurns() {
    journal.append(OKTA, 1, 100);
    find(105, finding("a", 1, okta(1)));
    write(106, "a");
    journal.clear();

    assertThat(journal.complete()).isZero();
    assertThat(journal.prompt().count()).isZero();
  }

  private void find(long time, Finding finding) {
    now.millis = time;
    journal.find(finding);
  }

  private void write(long time, String id) {
    now.millis = time;
    journal.write(new Document("index", id, 1, new byte[0]));
  }

  private static Event okta(long number) {
    return event(OKTA, "00000000-0000-0000-0000-%012d".formatted(number));
  }

  private static Event google(long number) {
    return event(GOOGLE, "%012d:0".formatted(number));
  }

  private static Event event(String source, String id) {
    return new Event(source, id, 0, 0, null, Fields.NONE, new Origin("topic", 0, 0), false);
  }

  private static Finding finding(String id, int revision, Event... chain) {
    return new Finding(
        id,
        revision,
        revision,
        Status.OPEN,
        null,
        null,
        new PatternRef("pattern", "Pattern", Level.HIGH, List.of(), false, null),
        List.of(),
        0,
        0,
        0,
        0,
        false,
        Stream.of(chain).map(event -> new Link("step", event)).toList(),
        List.of(),
        chain.length,
        0,
        false,
        null);
  }

  /** A wall clock that stands where it is put. */
  private static final class Moment extends Clock {
    private long millis;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
