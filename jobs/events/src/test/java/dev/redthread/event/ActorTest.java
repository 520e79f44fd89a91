package dev.redthread.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ActorTest {
  private static final String KEY = "api_key:openai:key_1";

  @Test
  void aPersonIsWhoeverTheEventIsOneOf() {
    Event read = event("ada@corp.example", Actor.named("ada@corp.example"));
    Event unresolved = Actor.unresolved(read, "ada");
    assertThat(told(unresolved)).isEqualTo("ada, person ada");
    assertThat(told(Actor.resolved(unresolved, "bob@corp.example")))
        .isEqualTo("bob@corp.example, person bob@corp.example");
  }

  @Test
  void aKeyStaysItselfWhosesoeverItIs() {
    Event read = event("ada@corp.example", Actor.owned(ActorKind.API_KEY, KEY, "ada@corp.example"));
    Event unresolved = Actor.unresolved(read, KEY);
    assertThat(told(unresolved)).isEqualTo(KEY + ", api_key " + KEY);
    assertThat(told(Actor.resolved(unresolved, "bob@corp.example")))
        .isEqualTo("bob@corp.example, api_key " + KEY + " of bob@corp.example");
    assertThat(told(Actor.resolved(unresolved, KEY))).isEqualTo(told(unresolved));
  }

  @Test
  void anOwnerWhomTheRecordNamesGoesByTheTableToo() {
    Event read = event("ada@corp.example", Actor.owned(ActorKind.API_KEY, KEY, "ada@corp.example"));
    Event unresolved = Actor.unresolved(read, "ada");
    assertThat(told(unresolved)).isEqualTo("ada, api_key " + KEY + " of ada");
    assertThat(told(Actor.resolved(unresolved, "bob@corp.example")))
        .isEqualTo("bob@corp.example, api_key " + KEY + " of bob@corp.example");
  }

  @Test
  void aNameThatTheTableGivesToWhatIsNoPersonIsItsOwn() {
    String account = "service_account:snowflake:loader";
    Event read = event(account, Actor.named(account));
    assertThat(told(read)).isEqualTo(account + ", service_account " + account);
    Event unresolved = Actor.unresolved(read, "svc_loader");
    assertThat(told(unresolved)).isEqualTo("svc_loader, person svc_loader");
    assertThat(told(Actor.resolved(unresolved, account))).isEqualTo(told(read));
  }

  @Test
  void whoActsUponSomebodyStaysWhenThatOneIsCalledOtherwise() {
    Event read = event("victim", Actor.owned(ActorKind.API_KEY, KEY, "ada@corp.example"));
    assertThat(told(Actor.resolved(read, "victim@corp.example")))
        .isEqualTo("victim@corp.example, api_key " + KEY + " of ada@corp.example");
    assertThat(told(Actor.resolved(event("victim", Actor.named("root")), "victim@corp.example")))
        .isEqualTo("victim@corp.example, person root");
  }

  @Test
  void anEventInWhichNobodyIsKnownToActHasNoneAfterwards() {
    Event read = event(Map.of());
    assertThat(Actor.resolved(read, "ada").fields().names()).containsExactly(Event.PERSON);
  }

  @Test
  void namesOfWhatIsNoPersonSayTheirKind() {
    for (ActorKind kind : ActorKind.values()) {
      assertThat(ActorKind.byId(kind.id())).contains(kind);
      assertThat(kind.definition()).endsWith(".");
      assertThat(ActorKind.of(kind.name("vendor", "x")).isPresent())
          .isEqualTo(kind != ActorKind.PERSON);
    }
    for (String name : Set.of("ada", "ada@corp.example", "corp\\ada", "key:1", ":", "a:api_key:")) {
      assertThat(ActorKind.of(name)).as(name).isEmpty();
    }
  }

  @Test
  void saysInWordsWhoItIs() {
    assertThat(Actor.owned(ActorKind.API_KEY, KEY, "ada@corp.example").described())
        .isEqualTo("API key openai:key_1 of ada@corp.example");
    assertThat(Actor.named("ada").described()).isEqualTo("person ada");
  }

  private static String told(Event event) {
    Map<String, String> fields = new TreeMap<>();
    event.fields().forEach((name, value) -> fields.put(name, value.text()));
    String owner = fields.get(Actor.OWNER);
    return fields.get(Event.PERSON)
        + ", "
        + fields.get(Actor.KIND)
        + " "
        + fields.get(Actor.ID)
        + (owner == null ? "" : " of " + owner);
  }

  private static Event event(String person, Actor actor) {
    Map<String, Value> fields = new HashMap<>(Map.of(Event.PERSON, Value.of(person)));
    for (String field : Actor.FIELDS) {
      String text = actor.text(field);
      if (text != null) {
        fields.put(field, Value.of(text));
      }
    }
    return event(fields);
  }

  private static Event event(Map<String, Value> fields) {
    return new Event("s", "1", 0, 0, null, Fields.of(fields), new Origin("f", 0, 1), false);
  }
}
