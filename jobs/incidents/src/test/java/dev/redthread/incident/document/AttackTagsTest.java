package dev.redthread.incident.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.incident.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AttackTagsTest {

  @Test
  void readsTacticsInBothSpellings() {
    assertThat(AttackTags.of(List.of("attack.initial-access", "attack.Command_and_control")))
        .isEqualTo(new AttackTags(List.of("TA0001", "TA0011"), List.of(), List.of()));
    assertThat(AttackTags.of(List.of("attack.defense-evasion", "attack.defense-impairment")))
        .isEqualTo(new AttackTags(List.of("TA0005", "TA0112"), List.of(), List.of()));
    assertThat(AttackTags.name("TA0005")).isEqualTo("Stealth");
  }

  @Test
  void readsSubtechniquesWithTheirParents() {
    assertThat(AttackTags.of(List.of("attack.t1078.004", "attack.t1621")))
        .isEqualTo(new AttackTags(List.of(), List.of("T1078", "T1621"), List.of("T1078.004")));
    assertThat(AttackTags.name("T1078.004")).isEqualTo("Cloud Accounts");
  }

  @Test
  void keepsUnknownTechniquesById() {
    assertThat(AttackTags.of(List.of("attack.t9999")).techniques()).containsExactly("T9999");
    assertThat(AttackTags.name("T9999")).isEqualTo("T9999");
  }

  @Test
  void leavesOtherTagsAside() {
    assertThat(AttackTags.of(List.of("cve.2025.1", "attack.g0007", "attack.", "t1078")))
        .isEqualTo(new AttackTags(List.of(), List.of(), List.of()));
  }

  @Test
  void namesEveryTacticAndTechniqueThatOurPatternsUse() throws IOException {
    Pattern tag = Pattern.compile("attack\\.[A-Za-z0-9_.-]+");
    List<String> used = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Golden.root().resolve("patterns"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
        tag.matcher(Files.readString(file)).results().forEach(match -> used.add(match.group()));
      }
    }
    AttackTags tags = AttackTags.of(used);

    assertThat(Stream.of(tags.techniques(), tags.subtechniques()).flatMap(List::stream))
        .isNotEmpty()
        .allSatisfy(id -> assertThat(AttackTags.name(id)).isNotEqualTo(id));
    assertThat(used)
        .as("tags that are neither a tactic nor a technique")
        .allSatisfy(
            one -> assertThat(AttackTags.of(List.of(one))).isNotEqualTo(AttackTags.of(List.of())));
  }
}
