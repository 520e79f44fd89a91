package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.cli.campaign.BackgroundWeek;
import dev.redthread.cli.campaign.Campaign;
import dev.redthread.engine.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both campaigns with all their quiet traffic, however they arrive and however many tasks work. */
final class CampaignBacktestIT {

  private static final Pattern RECEIVED_DAY =
      Pattern.compile("\"received\":\"(\\d{4}-\\d\\d-\\d\\d)");
  private static final long SEED = 20_251_109;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void findsTheSameAtEveryParallelism(int parallelism) throws Exception {
    assertThat(found(parallelism, Duration.ZERO, logs())).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void findsTheSameShuffledWithinADayAndSentTwice(int parallelism) throws Exception {
    Path shuffled = folder.resolve("shuffled.ndjson");
    Files.write(shuffled, shuffledTwice(logs()));

    assertThat(found(parallelism, Duration.ofDays(1), List.of(shuffled))).isEqualTo(expected());
  }

  @ParameterizedTest
  @ValueSource(ints = 2)
  void findsNothingInTheQuietWeeks(int parallelism) throws Exception {
    assertThat(found(parallelism, Duration.ZERO, weeks())).isEmpty();
  }

  private static List<String> found(int parallelism, Duration disorder, List<Path> logs)
      throws Exception {
    Content content =
        Content.load(
            List.of(Home.path("patterns")),
            Home.path("config", "sources"),
            Home.path("config", "identities.csv"),
            disorder);
    Backtest.Outcome outcome = new Backtest(content, null, parallelism).over(logs);
    assertThat(outcome.deadLetters()).isEmpty();
    return outcome.open().stream().map(CampaignBacktestIT::shown).sorted().toList();
  }

  private static String shown(Finding finding) {
    return finding.pattern().id()
        + " "
        + finding.group().get(0).value()
        + " "
        + finding.chain().stream().map(link -> link.step() + "=" + link.event().id()).toList();
  }

  private static List<String> expected() throws IOException {
    return campaigns().stream()
        .flatMap(campaign -> campaign.expected().findings().stream())
        .map(
            finding ->
                finding.pattern()
                    + " "
                    + finding.value()
                    + " "
                    + finding.chain().stream()
                        .map(link -> link.step() + "=" + link.event())
                        .toList())
        .sorted()
        .toList();
  }

  private List<Path> logs() throws IOException {
    List<Path> logs = weeks();
    for (Campaign campaign : campaigns()) {
      logs.add(campaign.story());
      logs.add(campaign.nearMisses());
    }
    return logs;
  }

  private List<Path> weeks() throws IOException {
    List<Path> weeks = new ArrayList<>();
    for (Campaign campaign : campaigns()) {
      Path week = folder.resolve(campaign.name() + ".ndjson");
      BackgroundWeek.write(campaign.background(), week);
      weeks.add(week);
    }
    return weeks;
  }

  private static List<Campaign> campaigns() throws IOException {
    return Campaign.loadAll(Home.path("patterns", "campaigns"));
  }

  private static List<String> shuffledTwice(List<Path> logs) throws IOException {
    Map<String, List<String>> byDay = new TreeMap<>();
    for (Path log : logs) {
      for (String line : Files.readAllLines(log)) {
        Matcher received = RECEIVED_DAY.matcher(line);
        assertThat(received.find()).as(line).isTrue();
        List<String> day = byDay.computeIfAbsent(received.group(1), any -> new ArrayList<>());
        day.add(line);
        day.add(line);
      }
    }
    Random random = new Random(SEED);
    List<String> shuffled = new ArrayList<>();
    for (List<String> day : byDay.values()) {
      Collections.shuffle(day, random);
      shuffled.addAll(day);
    }
    return shuffled;
  }
}
