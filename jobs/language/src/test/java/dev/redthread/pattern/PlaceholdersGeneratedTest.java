package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.Evaluate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A value with placeholders matches what one of its values written out matches. */
class PlaceholdersGeneratedTest {
  private static final int CASES = 400;
  private static final long SEED = Long.getLong("seed", 20_251_109L);
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "one", List.of("a"),
          "Two", List.of("ab", "b?"),
          "three.x-y", List.of("*", "", "50\\*"));
  private static final List<String> PIECES =
      List.of("a", "b", "*", "\\*", "\\\\", "\\%", "%one%", "%Two%", "%three.x-y%");
  private static final List<String> MODIFIERS = List.of("", "|contains", "|cased|startswith");
  private static final String ALPHABET = "ab%*\\50B";

  @Test
  void matchesWhatItsValuesWrittenOutMatch() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CASES; i++) {
      StringBuilder written = new StringBuilder();
      List<String> writtenOut = new ArrayList<>(List.of(""));
      for (int piece = random.nextInt(1, 5); piece > 0; piece--) {
        String next = PIECES.get(random.nextInt(PIECES.size()));
        written.append(next);
        writtenOut = behind(writtenOut, next);
      }
      String modifier = MODIFIERS.get(random.nextInt(MODIFIERS.size()));
      Loaded expanded = rule("a" + modifier + "|expand", List.of(written.toString()));
      Loaded plain = rule("a" + modifier, writtenOut);
      for (int event = 0; event < 40; event++) {
        Map<String, Value> fields = Map.of("a", Value.of(text(random)));
        assertThat(matches(expanded, fields))
            .as("%s as %s of %s, case %s of seed %s", written, writtenOut, fields, i, SEED)
            .isEqualTo(matches(plain, fields));
      }
    }
  }

  private static List<String> behind(List<String> all, String piece) {
    List<String> values = List.of(piece.equals("\\%") ? "%" : piece);
    if (piece.length() > 2) {
      values = LISTS.getOrDefault(piece.substring(1, piece.length() - 1), List.of());
    }
    List<String> longer = new ArrayList<>();
    for (String text : all) {
      values.forEach(value -> longer.add(text + value));
    }
    return longer;
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(6); length > 0; length--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private static boolean matches(Loaded loaded, Map<String, Value> fields) {
    return Evaluate.test(loaded.set().rules().get(0).condition(), Selected.event(fields));
  }

  private static Loaded rule(String field, List<String> values) {
    StringBuilder text = new StringBuilder("title: lists\nplaceholders:\n");
    LISTS.forEach((name, list) -> text.append("  ").append(name).append(": ").append(list(list)));
    text.append("---\ntitle: t\nid: t\nlogsource: {product: any}\ndetection:\n  condition: s\n");
    text.append("  s:\n    ").append(field).append(": ").append(list(values));
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", text.toString()), TestSources.ANYTHING);
    assertThat(loaded.hasErrors()).as("%s", loaded.text()).isFalse();
    return loaded;
  }

  private static String list(List<String> values) {
    List<String> quoted = values.stream().map(value -> "'" + value + "'").toList();
    return "[" + String.join(", ", quoted) + "]\n";
  }
}
