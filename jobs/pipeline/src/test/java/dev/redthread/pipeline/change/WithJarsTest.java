package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.PatternTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jars come with the job and not from where patterns are published. */
final class WithJarsTest {
  private static final Map<String, String> JARS = Map.of("b.jar", "Qg==", "a.jar", "QQ==");

  /** A place that holds one set. */
  private record Place(PatternTexts texts) implements PatternPlace {
    @Override
    public PatternLook open() {
      return new PatternLook() {
        @Override
        public List<FoundTexts> look() {
          return List.of(new FoundTexts("somewhere", texts));
        }

        @Override
        public void wakeUp() {}

        @Override
        public void close() {}
      };
    }

    @Override
    public boolean goesBeforeFiles() {
      return true;
    }
  }

  @Test
  void addsTheJarsToWhateverIsFound() throws IOException {
    PatternTexts texts = new PatternTexts(Map.of("rules/a.yml", "title: a"), List.of());
    WithJars place = new WithJars(new Place(texts), JARS);
    assertThat(place.goesBeforeFiles()).isTrue();
    try (PatternLook look = place.open()) {
      FoundTexts found = look.look().get(0);
      assertThat(found.where()).isEqualTo("somewhere");
      assertThat(found.texts().files())
          .containsExactly(
              Map.entry("rules/a.yml", "title: a"),
              Map.entry("a.jar", "QQ=="),
              Map.entry("b.jar", "Qg=="));
    }
  }

  @Test
  void aPublishedSetHoldsNoJar() {
    PatternTexts read =
        new PublishedSet("topic patterns, offset 1")
            .read("{\"a.jar\":\"QQ==\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(read.hasErrors()).isTrue();
    assertThat(read.text()).contains("'a.jar' is no path of a pattern file");
  }
}
