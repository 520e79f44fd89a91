package dev.redthread.incident.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AttackTagsTest {

  @Test
  void readsTacticsInBothSpellings() {
    assertThat(AttackTags.of(List.of("attack.initial-access", "attack.Command_and_control")))
        .isEqualTo(new AttackTags(List.of("TA0001", "TA0011"), List.of(), List.of()));
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
}
