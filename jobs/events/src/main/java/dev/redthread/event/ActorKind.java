package dev.redthread.event;

import java.util.Optional;

/**
 * Who or what can act, in a closed list. All but persons have names that begin with the id of their
 * kind and a colon, so that none is ever the name of a person.
 */
public enum ActorKind {
  PERSON("person", "person", "A human being, under an account of their own."),
  SERVICE_ACCOUNT(
      "service_account",
      "service account",
      "An account that programs use and nobody logs in with in person."),
  API_KEY("api_key", "API key", "A key or token that acts for whoever holds it."),
  APPLICATION(
      "application",
      "application",
      "An application, a bot or a service principal that acts in its own name."),
  SYSTEM("system", "system", "The vendor's own service.");

  private final String id;
  private final String noun;
  private final String definition;

  ActorKind(String id, String noun, String definition) {
    this.id = id;
    this.noun = noun;
    this.definition = definition;
  }

  /** As it is written in mappings, rules and documents. */
  public String id() {
    return id;
  }

  /** What people call it. */
  public String noun() {
    return noun;
  }

  public String definition() {
    return definition;
  }

  public static Optional<ActorKind> byId(String id) {
    for (ActorKind kind : values()) {
      if (kind.id.equals(id)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The kind of a name that says it; nothing for the name of a person. */
  public static Optional<ActorKind> of(String name) {
    int colon = name.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : byId(name.substring(0, colon)).filter(kind -> kind != PERSON);
  }

  /**
   * The name of one that is no person.
   *
   * @param vendor within whose ids its own is
   */
  public String name(String vendor, String own) {
    return id + ':' + vendor + ':' + own;
  }
}
