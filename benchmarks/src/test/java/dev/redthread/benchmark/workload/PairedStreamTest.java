package dev.redthread.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.compiled.PatternSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PairedStreamTest {
  private static final long TIME = Instant.parse("2026-12-31T23:59:59.999Z").toEpochMilli();

  private final PairedStream stream = new PairedStream(3);
  private final Sources sources;
  private final PatternSet patterns;

  PairedStreamTest() throws IOException {
    sources = Sources.load(Path.of(System.getProperty("redthread.root"), "config", "sources"));
    patterns = PatternTexts.compile(PatternTexts.withLogins(stream.workload()), sources);
  }

  @Test
  void recordsAreReadWithTheirNumberAndTime() {
    for (long number : new long[] {0, 20, 70, 123_456}) {
      Event event = read(OktaRecords.SOURCE, stream.prompt(number, TIME));
      assertThat(PairedStream.number(event.source(), event.id())).isEqualTo(number);
      assertThat(event.eventTime()).isEqualTo(TIME);
    }
    for (long number : new long[] {0, 8, 12_345}) {
      Event event = read(GoogleLogins.SOURCE, stream.late(number, TIME));
      assertThat(PairedStream.number(event.source(), event.id())).isEqualTo(number);
      assertThat(event.eventTime()).isEqualTo(TIME);
    }
  }

  @Test
  void eachHundredHasThreeEventsOfOnePersonThatNoOtherHas() {
    assertThat(List.of(person(0), person(1), person(2), person(3))).doesNotHaveDuplicates();
  }

  private String person(int pair) {
    List<Event> steps = new ArrayList<>();
    for (int place = 0; place < PairedStream.EACH; place++) {
      long number = (long) pair * PairedStream.EACH + place;
      if (PairedStream.isPrompt(number)) {
        steps.add(read(OktaRecords.SOURCE, stream.prompt(number, TIME)));
      }
      if (number % PairedStream.PROMPT_FOR_ONE_LATE == 0
          && PairedStream.isLate(number / PairedStream.PROMPT_FOR_ONE_LATE)) {
        steps.add(
            read(
                GoogleLogins.SOURCE, stream.late(number / PairedStream.PROMPT_FOR_ONE_LATE, TIME)));
      }
    }
    assertThat(steps).hasSize(3);
    Set<String> persons =
        steps.stream()
            .map(event -> Objects.requireNonNull(event.field(Event.PERSON)))
            .map(Value::text)
            .collect(Collectors.toSet());
    assertThat(persons).hasSize(1);
    return persons.iterator().next();
  }

  private Event read(String source, byte[] bytes) {
    List<Event> events = new ArrayList<>();
    Normalizer.compile(
            sources.mapping(source).orElseThrow(),
            patterns.fields(source).names(),
            IdentityAliases.NONE)
        .normalize(
            new RawRecord(source, TIME, TIME, bytes, new Origin("topic", 0, 0)),
            events::add,
            letter -> {
              throw new IllegalStateException(letter.detail());
            });
    assertThat(events).hasSize(1);
    return events.get(0);
  }
}
