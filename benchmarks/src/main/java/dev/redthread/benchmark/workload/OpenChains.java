package dev.redthread.benchmark.workload;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.screen.Screen;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pipeline.operator.OriginalBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Candidates of sequences with three steps, as the job's normaliser and screen make them of Okta
 * records: of each two persons one has the first event, the other the first and the second. So
 * every person is a timeline that stays open.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
public final class OpenChains {
  /** So many events make two timelines. */
  public static final int EVENTS_OF_TWO = 3;

  private static final int STEPS = 3;
  private static final int SEQUENCES = 10;
  private static final int PERSONS = 1_000_000;
  private static final int SPACING = 10;
  private static final byte[] NO_ORIGINAL = {};

  private final OktaRecords okta = new OktaRecords();
  private final SourceMapping mapping;
  private final PatternSet patterns;
  private final int tasks;
  private final boolean originals;
  private final ThreadLocal<Reader> readers;

  /**
   * @param tasks how many tasks share the persons
   * @param originals whether candidates bring the compressed original
   */
  public OpenChains(Sources sources, int tasks, boolean originals) {
    this.tasks = tasks;
    this.originals = originals;
    mapping = sources.mapping(OktaRecords.SOURCE).orElseThrow();
    patterns = PatternTexts.compile(PatternTexts.sequences(SEQUENCES, STEPS), sources);
    readers = ThreadLocal.withInitial(Reader::new);
  }

  public PatternSet patterns() {
    return patterns;
  }

  /**
   * One candidate of a task.
   *
   * @param task from 0
   * @param ordinal from 0, without gaps
   */
  public Candidate candidate(int task, long ordinal) {
    long pair = ordinal / EVENTS_OF_TWO;
    int place = (int) (ordinal % EVENTS_OF_TWO);
    long person = (2 * pair + (place == 1 ? 1 : 0)) * tasks + task;
    int rule = (int) (person % SEQUENCES) * STEPS + (place == 2 ? 1 : 0);
    long number = ordinal * tasks + task;
    long time = OktaRecords.START + ordinal * SPACING;
    byte[] record =
        okta.record(
            number,
            (int) (person % PERSONS),
            Workload.type(rule).getBytes(StandardCharsets.ISO_8859_1),
            time);
    return readers
        .get()
        .candidate(
            new RawRecord(
                OktaRecords.SOURCE, time, time, record, new Origin("okta", task, ordinal)));
  }

  /** What a thread reads records with. */
  private final class Reader {
    private final Normalizer normalizer =
        Normalizer.compile(
            mapping, patterns.fields(OktaRecords.SOURCE).names(), IdentityAliases.NONE);
    private final Screen screen = Screen.compile(patterns);

    Candidate candidate(RawRecord raw) {
      List<Candidate> found = new ArrayList<>(1);
      normalizer.normalize(
          raw,
          event -> screen(event, raw, found),
          letter -> {
            throw new IllegalStateException(letter.detail());
          });
      if (found.size() != 1) {
        throw new IllegalStateException(found.size() + " candidates of one record");
      }
      return found.get(0);
    }

    private void screen(Event event, RawRecord raw, List<Candidate> found) {
      screen.match(
          event,
          (pattern, group, roles) ->
              found.add(
                  new Candidate(
                      pattern.id(),
                      group,
                      event,
                      roles,
                      false,
                      event.receivedTime(),
                      originals ? OriginalBytes.compress(raw.bytes()) : NO_ORIGINAL)));
    }
  }
}
