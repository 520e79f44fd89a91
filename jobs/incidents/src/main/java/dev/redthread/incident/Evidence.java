package dev.redthread.incident;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding.Link;
import dev.redthread.event.Actor;
import dev.redthread.event.ActorKind;
import dev.redthread.event.Event;
import dev.redthread.normalize.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of an incident, by what a responder reads first.
 *
 * @param key its event time, source and native id
 * @param activity what happened, where it is in the vocabulary
 * @param steps the steps that it fills
 * @param users persons, e-mail addresses and names of accounts
 * @param actor what acts where that is no person, in words; null for people
 * @param hosts names of hosts and ids of devices
 * @param addresses the addresses it came from
 * @param country the country of the address, as the source says
 * @param userAgent the client, as the source says
 * @param origin where the original is
 */
public record Evidence(
    EventKey key,
    @Nullable String activity,
    List<String> steps,
    List<String> users,
    @Nullable String actor,
    List<String> hosts,
    List<String> addresses,
    @Nullable String country,
    @Nullable String userAgent,
    String origin) {

  public Evidence {
    steps = List.copyOf(steps);
    users = List.copyOf(users);
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
  }

  static Evidence of(Link link) {
    return of(link.event()).withSteps(List.of(link.step()));
  }

  /** An event outside any chain: without steps. */
  public static Evidence of(Event event) {
    return new Evidence(
        EventKey.of(event),
        event.activity() == null ? null : event.activity().id(),
        List.of(),
        texts(event, Event.PERSON, "user.email", "user.name"),
        Actor.of(event)
            .filter(actor -> actor.kind() != ActorKind.PERSON)
            .map(Actor::described)
            .orElse(null),
        texts(event, "host.name", "device.id"),
        // A source that is taken as it is may have anything there.
        texts(event, "source.ip").stream().filter(text -> Address.parse(text).isPresent()).toList(),
        first(event, "source.geo.country_iso_code"),
        first(event, "user_agent.original"),
        event.origin().toString());
  }

  /** The same event with more of its steps. */
  Evidence withSteps(List<String> more) {
    List<String> all = Distinct.of(steps, more);
    return new Evidence(
        key, activity, all, users, actor, hosts, addresses, country, userAgent, origin);
  }

  private static List<String> texts(Event event, String... fields) {
    return Distinct.of(
        List.of(fields).stream()
            .flatMap(field -> Entity.texts(event.field(field)).stream())
            .toList());
  }

  private static @Nullable String first(Event event, String field) {
    List<String> texts = Entity.texts(event.field(field));
    return texts.isEmpty() ? null : texts.get(0);
  }
}
