package dev.redthread.normalize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redthread.event.Event;
import dev.redthread.event.LinkedNames;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.link.SaidLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the key {@code links} of a mapping makes of records. */
class LinksSectionTest {
  private static final String MAPPING =
      """
      sources:
        - name: code
          title: A forge
          logsources: [{product: code}]
          delay: {typical: 1s, max: 2m}
      dedup: id
      id: n
      time: [{path: t, format: epoch}]
      fields:
        event.action: kind
        user.email: {path: mail, kind: identity}
        user.name: {path: login, kind: identity}
        user.target.name: {path: whom, kind: identity}
      person: [user.email, user.name]
      links:
        - {namespace: code.login, name: user.name, person: user.email, when: {event.action: {not: moved}}}
        - {namespace: code.login, name: user.target.name}
      activity:
        type: event.action
        rules:
          - {type: removed, is: account.disabled, person: [user.target.name]}
      """;

  private static final SourceMapping CODE =
      Sources.read(Map.of("code.yml", MAPPING)).mapping("code").orElseThrow();

  /** What becomes of one record. */
  private static final class Seen implements Taker {
    private final List<SaidLink> said = new ArrayList<>();
    private final List<PersonNames> names = new ArrayList<>();

    static Seen of(String fields) {
      Seen seen = new Seen();
      byte[] record = ("{\"n\":\"1\",\"t\":9," + fields + "}").getBytes(UTF_8);
      Normalizer.compile(CODE, Set.of(), IdentityAliases.NONE)
          .normalize(
              new RawRecord("code", 9_000, 0, record, new Origin("log", 0, 1)),
              seen,
              letter -> {
                throw new AssertionError(letter);
              });
      return seen;
    }

    @Override
    public void says(Event event, SaidLink link) {
      said.add(link);
    }

    @Override
    public boolean wants(Event event, PersonNames called) {
      names.add(called);
      return false;
    }

    @Override
    public void take(Event event, PersonNames called) {
      throw new AssertionError("not wanted");
    }
  }

  @Test
  void saysWhoseANameIsWhereARecordHasBoth() {
    Seen seen = Seen.of("\"kind\":\"push\",\"login\":\"AdaL\",\"mail\":\"Ada@corp.example\"");

    assertThat(seen.said).containsExactly(new SaidLink("code.login", "adal", "ada@corp.example"));
    assertThat(seen.names)
        .containsExactly(new PersonNames(List.of("ada@corp.example", "adal"), Optional.empty()));
  }

  @Test
  void followsLinksWhereARecordHasOnlyTheName() {
    Seen seen = Seen.of("\"kind\":\"push\",\"login\":\"AdaL\"");

    assertThat(seen.said).isEmpty();
    assertThat(seen.names)
        .containsExactly(new PersonNames(List.of("adal"), Optional.of("code.login")));
  }

  @Test
  void followsLinksForWhomAnActivityIsDoneTo() {
    Seen seen =
        Seen.of(
            "\"kind\":\"removed\",\"login\":\"root\",\"mail\":\"eva@corp.example\",\"whom\":\"adal\"");

    assertThat(seen.names)
        .containsExactly(new PersonNames(List.of("adal"), Optional.of("code.login")));
    assertThat(seen.said).containsExactly(new SaidLink("code.login", "root", "eva@corp.example"));
  }

  @Test
  void saysNothingWhereTheConditionDoesNotHoldOrThereAreSeveralNames() {
    assertThat(Seen.of("\"kind\":\"moved\",\"login\":\"a\",\"mail\":\"b@c.example\"").said)
        .isEmpty();
    assertThat(Seen.of("\"kind\":\"push\",\"login\":[\"a\",\"b\"],\"mail\":\"b@c.example\"").said)
        .isEmpty();
    assertThat(Seen.of("\"kind\":\"push\",\"login\":\"a@c.example\",\"mail\":\"a@c.example\"").said)
        .isEmpty();
  }

  @Test
  void saysEachOfTwoPersonsSoThatTheNameIsNobodys() {
    assertThat(
            Seen.of("\"kind\":\"push\",\"login\":\"a\",\"mail\":[\"b@c.example\",\"d@c.example\"]")
                .said)
        .extracting(SaidLink::person)
        .containsExactly("b@c.example", "d@c.example");
  }

  @Test
  void tellsPatternsWhichNamesFollowLinks() {
    assertThat(CODE.info().linkedNames())
        .isEqualTo(new LinkedNames(Set.of("code.login"), Set.of("code.login")));
  }

  @Test
  void reportsEveryProblemWithItsPlace() {
    String wrong =
        MAPPING
            .replace("name: user.name, person: user.email, when", "name: user.nick, when")
            .replace("name: user.target.name}", "name: user.name, person: user.name, of: it}");
    MappingException refused =
        catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("code.yml", wrong)));

    assertThat(refused.problems().stream().map(Problem::toString))
        .anySatisfy(
            text ->
                assertThat(text)
                    .startsWith("code.yml:16:35: user.nick is not a field of this mapping"))
        .anySatisfy(
            text -> assertThat(text).startsWith("code.yml:16:52: when says which records name"))
        .anySatisfy(
            text -> assertThat(text).startsWith("code.yml:17:54: the name and its person are one"))
        .anySatisfy(text -> assertThat(text).startsWith("code.yml:17:65: unknown key of"));
  }
}
