package dev.redthread.cli;

import dev.redthread.event.Event;
import dev.redthread.event.Value;
import dev.redthread.normalize.Explanation;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.NameLinks;
import dev.redthread.normalize.link.NameOwner;
import dev.redthread.normalize.link.SaidLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose names are, as all records of some files say, however far these lie apart. */
final class FileLinks {
  private final IdentityAliases aliases;
  private final Map<List<String>, NameLinks> links = new HashMap<>();

  FileLinks(IdentityAliases aliases) {
    this.aliases = aliases;
  }

  /** Takes in what a record says. */
  void learn(Explanation explanation) {
    if (explanation instanceof Explanation.OfEvent explained) {
      Event event = explained.event();
      for (SaidLink said : explained.says()) {
        links.merge(
            List.of(said.namespace(), said.name()),
            NameLinks.NONE.with(said.person(), record(event), Long.MAX_VALUE),
            (known, one) -> known.with(said.person(), record(event), Long.MAX_VALUE));
      }
    }
  }

  private static LinkRecord record(Event event) {
    return new LinkRecord(event.eventTime(), event.source(), event.id());
  }

  /** An explanation that says too by which records an event comes to its person. */
  Explanation explained(Explanation explanation) {
    if (!(explanation instanceof Explanation.OfEvent explained)) {
      return explanation;
    }
    Value person = explained.event().field(Event.PERSON);
    return explained.follows().isEmpty() || person == null
        ? explanation
        : explained.withPerson(
            ", a " + explained.follows().get() + whose(explained, person.text()));
  }

  private String whose(Explanation.OfEvent explained, String name) {
    NameLinks known =
        links.getOrDefault(List.of(explained.follows().orElseThrow(), name), NameLinks.NONE);
    if (known.links().isEmpty()) {
      return ": no record here says whose";
    }
    Optional<NameOwner> owner =
        known.owner(
            explained.event().eventTime(),
            person -> aliases.person(person).orElse(person),
            Long.MAX_VALUE,
            Long.MAX_VALUE);
    if (owner.isEmpty() || owner.get().until() < Long.MAX_VALUE) {
      return ": nobody's, since records here say several persons";
    }
    LinkRecord first = owner.get().said().first();
    LinkRecord latest = owner.get().said().latest();
    return ": "
        + owner.get().person()
        + " by "
        + first
        + (latest.equals(first) ? "" : ", at last by " + latest);
  }
}
