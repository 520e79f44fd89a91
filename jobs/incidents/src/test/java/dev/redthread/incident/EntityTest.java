package dev.redthread.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.Finding.GroupValue;
import org.junit.jupiter.api.Test;

final class EntityTest {

  @Test
  void prefersThePersonOfTheChainToALesserKindOfTheGroup() {
    assertThat(
            Entity.of(
                Story.finding("a")
                    .group(new GroupValue("source.ip", "203.0.113.7"))
                    .event("e", 0, null, "user.name", "jdoe", "person", "jane")
                    .build()))
        .isEqualTo(new Entity("person", "jane"));
  }

  @Test
  void prefersTheGroupToTheChainForTheSameKind() {
    assertThat(
            Entity.of(
                Story.finding("a")
                    .group(new GroupValue("person", "jane"))
                    .event("e", 0, null, "person", "mallory")
                    .build()))
        .isEqualTo(new Entity("person", "jane"));
  }

  @Test
  void takesTheNextBestFieldWhenNoPersonIsKnown() {
    assertThat(
            Entity.of(
                Story.finding("a")
                    .group(new GroupValue("cloud.account.id", "7"))
                    .event("e", 0, null, "source.ip", "203.0.113.7", "host.name", "db1")
                    .build()))
        .isEqualTo(new Entity("host.name", "db1"));
  }

  @Test
  void takesTheGroupWhenNothingNamesAnyone() {
    assertThat(
            Entity.of(
                Story.finding("a")
                    .group(new GroupValue("tenant", "t1"), new GroupValue("app", "crm"))
                    .build()))
        .isEqualTo(new Entity("tenant,app", "t1,crm"));
  }

  @Test
  void takesThePatternWhenThereIsNoGroupEither() {
    assertThat(Entity.of(Story.finding("a").group().build()))
        .isEqualTo(new Entity(Entity.PATTERN, "p-login"));
  }
}
