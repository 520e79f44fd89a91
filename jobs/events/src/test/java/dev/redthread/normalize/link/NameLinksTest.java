package dev.redthread.normalize.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class NameLinksTest {
  private static final int CASES = 2_000;
  private static final UnaryOperator<String> AS_SAID = UnaryOperator.identity();

  /** What a record says, and when. */
  private record Said(String person, LinkRecord record) {
    static Said of(String person, long time) {
      return new Said(person, new LinkRecord(time, "github", person + time));
    }
  }

  private static NameLinks links(List<Said> said, long life) {
    NameLinks links = NameLinks.NONE;
    for (Said each : said) {
      links = links.with(each.person(), each.record(), life);
    }
    return links;
  }

  /** By looking at every record. */
  private static Optional<String> byAll(List<Said> said, long time, long life, long ahead) {
    Set<String> persons = new HashSet<>();
    for (Said each : said) {
      long at = each.record().time();
      if (time - at <= life && at - time <= ahead) {
        persons.add(each.person());
      }
    }
    return persons.size() == 1 ? persons.stream().findFirst() : Optional.empty();
  }

  private static Optional<String> byLinks(NameLinks links, long time, long life, long ahead) {
    return links
        .owner(time, AS_SAID, life, ahead)
        .filter(owner -> owner.ahead() <= ahead && owner.until() > ahead)
        .map(NameOwner::person);
  }

  @Test
  void saysWhatAllRecordsSayWhateverTheirOrder() {
    Random random = new Random(1);
    int owned = 0;
    for (int number = 0; number < CASES; number++) {
      long life = random.nextInt(30);
      List<Said> said = new ArrayList<>();
      for (int i = random.nextInt(8); i >= 0; i--) {
        said.add(Said.of(random.nextInt(4) > 0 ? "ada" : "bob", random.nextInt(100)));
      }
      NameLinks links = links(said, life);
      said.addAll(said.subList(0, random.nextInt(said.size())));
      Collections.shuffle(said, random);
      assertThat(links(said, life)).isEqualTo(links);
      for (long time = 0; time < 130; time += 3) {
        long ahead = random.nextInt(40);
        Optional<String> wanted = byAll(said, time, life, ahead);
        assertThat(byLinks(links, time, life, ahead))
            .as("%s at %s, life %s, ahead %s", said, time, life, ahead)
            .isEqualTo(wanted);
        // Whoever looks further ahead is told enough for those who do not.
        assertThat(
                links
                    .owner(time, AS_SAID, life, 1_000)
                    .filter(owner -> owner.ahead() <= ahead && owner.until() > ahead)
                    .map(NameOwner::person))
            .isEqualTo(wanted);
        owned += wanted.isPresent() ? 1 : 0;
      }
    }
    assertThat(owned).isPositive();
  }

  @Test
  void namesTheFirstRecordOfAnUnbrokenSeries() {
    NameLinks links = links(List.of(Said.of("ada", 50), Said.of("ada", 5), Said.of("ada", 12)), 10);

    assertThat(links.owner(14, AS_SAID, 10, 0).orElseThrow().said())
        .isEqualTo(
            new NameSpan(
                new LinkRecord(5, "github", "ada5"), new LinkRecord(12, "github", "ada12")));
    assertThat(links.owner(55, AS_SAID, 10, 0).orElseThrow().said().first().time()).isEqualTo(50);
    assertThat(links.owner(30, AS_SAID, 10, 0)).isEmpty();
  }

  @Test
  void isNobodysAndSmallWhenVeryManyPersonsAreSaid() {
    List<Said> said = new ArrayList<>();
    for (int number = 0; number < 1_000; number++) {
      said.add(Said.of("p" + number, number));
    }
    NameLinks links = links(said, 10_000);
    Collections.reverse(said);

    assertThat(links(said, 10_000)).isEqualTo(links);
    assertThat(links.links()).hasSize(1);
    assertThat(links.owner(500, AS_SAID, 10_000, 0)).isEmpty();
    assertThat(links.owner(500, person -> "ada", 10_000, 0)).isEmpty();
  }

  @Test
  void isOnePersonsWhereAllWhoAreSaidAreOne() {
    NameLinks links = links(List.of(Said.of("ada", 1), Said.of("ada.old", 2)), 100);

    assertThat(links.owner(5, AS_SAID, 100, 0)).isEmpty();
    assertThat(links.owner(5, person -> "ada", 100, 0).orElseThrow().person()).isEqualTo("ada");
  }
}
