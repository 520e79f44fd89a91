package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The recorded logs that this repository ships are read whole. */
class CampaignRecordsTest {

  @Test
  void everyLineOfTheCampaignsIsAnEventOfSomebody() throws IOException {
    Sources sources = Config.sources();
    RecordDecoder decoder = new RecordDecoder(sources.catalog());
    for (Path file : logs()) {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        Decoded decoded = decoder.decode(null, line.getBytes(UTF_8));
        assertThat(decoded).as("%s:%s", file, number).isInstanceOf(Decoded.Found.class);
        Decoded.Found found = (Decoded.Found) decoded;
        List<Event> events = new ArrayList<>();
        List<DeadLetter> letters = new ArrayList<>();
        Normalizer.compile(
                sources.mapping(found.source()).orElseThrow(), Set.of(), IdentityAliases.NONE)
            .normalize(
                found.at(
                    found.received().orElseThrow(),
                    0,
                    new Origin(file.getFileName().toString(), 0, number)),
                events::add,
                letters::add);
        assertThat(letters).as("%s:%s", file, number).isEmpty();
        assertThat(events).as("%s:%s", file, number).isNotEmpty();
        for (Event event : events) {
          assertThat(event.activity()).as("%s:%s", file, number).isNotNull();
          assertThat(event.clamped()).as("%s:%s", file, number).isFalse();
          assertThat(event.field(Event.PERSON) != null || event.field("device.id") != null)
              .as("%s:%s names somebody", file, number)
              .isTrue();
        }
      }
    }
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.walk(Config.ROOT.resolve("patterns/campaigns"))) {
      return files.filter(file -> file.toString().endsWith(".ndjson")).sorted().toList();
    }
  }
}
