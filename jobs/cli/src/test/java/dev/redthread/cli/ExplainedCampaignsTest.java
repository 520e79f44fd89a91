package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.cli.campaign.Campaign;
import dev.redthread.cli.campaign.Expected.ExpectedFinding;
import dev.redthread.pattern.compiled.CompiledPattern;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * {@code explain --events} says of both campaigns, with each shipped pattern, what a backtest finds
 * in them, and of every other group what stood in the way.
 */
final class ExplainedCampaignsTest {
  private static final Path PATTERNS = Home.path("patterns");

  @Test
  void tellsOfEachGroupWhetherItIsFoundOrWhatStoodInTheWay() throws IOException {
    Content content =
        Content.load(
            List.of(PATTERNS),
            Home.path("config", "sources"),
            Home.path("config", "identities.csv"),
            Duration.ZERO);
    int found = 0;
    int broken = 0;
    for (CompiledPattern pattern : content.patterns().patterns()) {
      for (Campaign campaign : Campaign.loadAll(PATTERNS.resolve("campaigns"))) {
        List<String> groups = explained(pattern, campaign);
        List<String> expected =
            campaign.expected().findings().stream()
                .filter(finding -> finding.pattern().equals(pattern.id()))
                .map(ExpectedFinding::value)
                .distinct()
                .toList();
        List<String> those = groups.stream().filter(ExplainedCampaignsTest::isFound).toList();
        found += those.size();
        broken += groups.size() - those.size();

        assertThat(those)
            .as("%s in %s: %s", pattern.title(), campaign.name(), groups)
            .hasSameSizeAs(expected)
            .allMatch(group -> expected.stream().anyMatch(group::contains));
        assertThat(groups)
            .filteredOn(group -> !isFound(group))
            .allMatch(group -> group.contains("\n  broke: "));
      }
    }
    assertThat(content.patterns().patterns()).hasSizeGreaterThan(5);
    assertThat(found).isGreaterThan(5);
    assertThat(broken).isGreaterThan(20);
  }

  private static boolean isFound(String group) {
    return group.lines().findFirst().orElse("").endsWith(": found");
  }

  /** What is printed of each group. */
  private static List<String> explained(CompiledPattern pattern, Campaign campaign) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = Redthread.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    int exit =
        commandLine.execute(
            "explain",
            pattern.id(),
            "--events",
            campaign.story().toString(),
            campaign.nearMisses().toString());
    assertThat(exit).as(err.toString()).isZero();
    assertThat(err.toString()).contains(" lines, 0 that cannot be read, ");
    if (out.toString().contains("\nno event of any group matches a rule of the pattern\n")) {
      return List.of();
    }
    List<String> groups = new ArrayList<>();
    for (String line : out.toString().lines().skip(1).toList()) {
      if (!line.startsWith(" ")) {
        groups.add(line);
      } else if (!groups.isEmpty()) {
        groups.set(groups.size() - 1, groups.get(groups.size() - 1) + "\n" + line);
      }
    }
    return groups;
  }
}
