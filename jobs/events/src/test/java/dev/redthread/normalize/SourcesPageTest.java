package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code docs/sources.md} says what is configured and what can be written. */
class SourcesPageTest {

  @Test
  void listsEverySourceAsItIsConfigured() throws IOException {
    String page = page();
    for (SourceMapping mapping : Config.sources().mappings()) {
      assertThat(page.lines().filter(line -> line.startsWith("| `" + mapping.name() + "` |")))
          .as(mapping.name())
          .singleElement()
          .asString()
          .endsWith(
              "| "
                  + mapping.dedup().name().toLowerCase(Locale.ROOT)
                  + " | "
                  + spelled(mapping.info().typicalDelay())
                  + " / "
                  + spelled(mapping.info().maxDelay())
                  + " |");
    }
  }

  @Test
  void explainsEveryKindAndReason() throws IOException {
    String page = page();
    for (FieldKind kind : FieldKind.values()) {
      assertThat(page).contains("| `" + kind.name().toLowerCase(Locale.ROOT) + "` |");
    }
    for (Reason reason : Reason.values()) {
      if (reason.compareTo(Reason.REJECTED_BY_SERVER) < 0) {
        assertThat(page).contains("`" + reason + "`");
      }
    }
  }

  @Test
  void showsAMappingThatCanBeRead() throws IOException {
    String page = page();
    int from = page.indexOf("```yaml\n", page.indexOf("## A mapping")) + "```yaml\n".length();
    String yaml = page.substring(from, page.indexOf("```", from));
    assertThat(Sources.read(Map.of("docs/sources.md", yaml)).mapping("door.log")).isPresent();
  }

  private static String page() throws IOException {
    return Files.readString(Config.ROOT.resolve("docs/sources.md"));
  }

  private static String spelled(Duration delay) {
    if (delay.toSeconds() % 3600 == 0 && !delay.isZero()) {
      return delay.toHours() + "h";
    }
    return delay.toSeconds() % 60 == 0 && !delay.isZero()
        ? delay.toMinutes() + "m"
        : delay.toSeconds() + "s";
  }
}
