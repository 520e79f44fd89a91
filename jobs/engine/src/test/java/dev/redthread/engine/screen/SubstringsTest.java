package dev.redthread.engine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SubstringsTest {
  private static final long SEED = 20261130;
  private static final int CASES = 3_000;
  private static final String LETTERS = "aabbbcé\uD83D\uDE00";

  @Test
  void findsWhatLookingForEachTextFinds() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CASES; i++) {
      Substrings.Builder<String> builder = new Substrings.Builder<>();
      Set<String> texts = new TreeSet<>();
      for (int text = random.nextInt(12); text > 0; text--) {
        texts.add(text(random, 1, 6));
      }
      texts.forEach(text -> builder.add(text, text));
      Substrings<String> substrings = builder.build();
      String value = text(random, 0, 20);
      assertThat(found(substrings, value))
          .as("%s in %s", texts, value)
          .isEqualTo(
              texts.stream()
                  .filter(value::contains)
                  .collect(
                      Collectors.toMap(
                          text -> text,
                          text -> places(text, value),
                          (one, other) -> one,
                          TreeMap::new)));
    }
  }

  @Test
  void tellsAllThatBelongsToOneText() {
    Substrings.Builder<String> builder = new Substrings.Builder<>();
    builder.add("ab", "one");
    builder.add("ab", "other");
    assertThat(found(builder.build(), "cab")).containsOnlyKeys("one", "other");
  }

  private static Map<String, Integer> found(Substrings<String> substrings, String value) {
    Map<String, Integer> found = new TreeMap<>();
    substrings.find(value, texts -> texts.forEach(text -> found.merge(text, 1, Integer::sum)));
    return found;
  }

  private static int places(String text, String value) {
    int places = 0;
    for (int from = value.indexOf(text); from >= 0; from = value.indexOf(text, from + 1)) {
      places++;
    }
    return places;
  }

  private static String text(SplittableRandom random, int least, int most) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(least, most + 1); length > 0; length--) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
