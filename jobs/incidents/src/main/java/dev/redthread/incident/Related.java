package dev.redthread.incident;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** All users, hosts and addresses of an incident's evidence, sorted. */
public record Related(List<String> users, List<String> hosts, List<String> addresses) {

  public Related {
    users = List.copyOf(users);
    hosts = List.copyOf(hosts);
    addresses = List.copyOf(addresses);
  }

  static Related of(List<Evidence> evidence) {
    return new Related(
        all(evidence, Evidence::users),
        all(evidence, Evidence::hosts),
        all(evidence, Evidence::addresses));
  }

  private static List<String> all(
      List<Evidence> evidence, Function<Evidence, Collection<String>> part) {
    TreeSet<String> sorted = new TreeSet<>();
    evidence.forEach(event -> sorted.addAll(part.apply(event)));
    return List.copyOf(sorted);
  }
}
