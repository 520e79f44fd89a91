package dev.redthread.cli;

import dev.redthread.normalize.Pull;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pipeline.config.PipelineConfig.Feed;
import dev.redthread.pipeline.pull.Origins;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** A feed has all that its mapping needs, and calls only hosts that may be called. */
final class FeedChecks {
  private final Sources sources;
  private final Complaints complaints;

  FeedChecks(Sources sources, Complaints complaints) {
    this.sources = sources;
    this.complaints = complaints;
  }

  void of(String name, Feed feed) {
    Optional<SourceMapping> mapping = sources.mapping(feed.source());
    if (mapping.isEmpty()) {
      unknown(name, feed.source());
      return;
    }
    Pull pull = mapping.get().pull();
    if (pull == null) {
      complaints.add(
          "the source "
              + feed.source()
              + " cannot be asked, its mapping has no block pull: add one, or name one of "
              + String.join(", ", pulled()),
          key(name, "source"));
      return;
    }
    values(name, feed, pull);
    secrets(name, feed, pull);
    hosts(name, feed, pull);
    times(name, feed, pull, mapping.get().info().maxDelay());
  }

  private List<String> pulled() {
    return sources.mappings().stream()
        .filter(mapping -> mapping.pull() != null)
        .map(SourceMapping::name)
        .toList();
  }

  private void unknown(String name, String source) {
    String hint = NearestName.hint(source, pulled());
    complaints.add(
        "no source is called "
            + source
            + (hint == null
                ? ": those that can be asked are " + String.join(", ", pulled())
                : "; " + hint),
        key(name, "source"));
  }

  private void values(String name, Feed feed, Pull pull) {
    for (String needed : new TreeSet<>(pull.needs().keySet())) {
      if (feed.values().getOrDefault(needed, "").isBlank()) {
        complaints.add(
            "values." + needed + " must be set: " + pull.needs().get(needed), key(name, "values"));
      }
    }
    List<String> known = new ArrayList<>(new TreeSet<>(pull.needs().keySet()));
    known.addAll(new TreeSet<>(pull.values().keySet()));
    for (String given : feed.values().keySet()) {
      if (!known.contains(given)) {
        complaints.add(
            feed.source() + " has no value " + given + ": there are " + String.join(", ", known),
            key(name, "values", given));
      }
    }
  }

  private void secrets(String name, Feed feed, Pull pull) {
    List<String> needed = pull.auth().secrets();
    for (String secret : needed) {
      boolean variable = feed.secretVariables().containsKey(secret);
      boolean file = feed.secretFiles().containsKey(secret);
      if (variable == file) {
        complaints.add(
            "the secret "
                + secret
                + (file ? " is in two places: keep one of them" : " is nowhere: name it")
                + " under secret-variables or secret-files",
            key(name, variable ? "secret-variables" : "source"));
      }
    }
    feed.secretVariables()
        .keySet()
        .forEach(it -> known(it, needed, feed, name, "secret-variables"));
    feed.secretFiles().keySet().forEach(it -> known(it, needed, feed, name, "secret-files"));
  }

  private void known(String secret, List<String> needed, Feed feed, String name, String where) {
    if (!needed.contains(secret)) {
      complaints.add(
          feed.source() + " has no secret " + secret + ": it takes " + String.join(", ", needed),
          key(name, where, secret));
    }
  }

  /** Each URL of the mapping, as far as its host, once for each value that stands for one. */
  private void hosts(String name, Feed feed, Pull pull) {
    Map<String, String> values = new HashMap<>(pull.values());
    values.putAll(feed.values());
    TreeSet<String> heads = new TreeSet<>();
    for (String template : pull.urls()) {
      if (template.startsWith("{")) {
        heads.add(template.substring(1, template.indexOf('}')));
      }
    }
    for (String head : heads) {
      String host = values.getOrDefault(head, "");
      if (!host.isBlank()) {
        unfit(host, feed.plainHttp())
            .ifPresent(why -> complaints.add(head + ": " + why, key(name, "values", head)));
      }
    }
  }

  private static Optional<String> unfit(String host, boolean plainHttp) {
    try {
      URI url = URI.create(host);
      Optional<String> unfit = Origins.unfit(url, plainHttp);
      return unfit.isPresent() || (url.getRawQuery() == null && url.getRawFragment() == null)
          ? unfit
          : Optional.of("here stands a host, without a query");
    } catch (IllegalArgumentException noUrl) {
      return Optional.of("this is no URL: write https://HOST");
    }
  }

  private void times(String name, Feed feed, Pull pull, Duration greatestDelay) {
    Duration interval = feed.interval().orElse(pull.interval());
    if (interval.compareTo(greatestDelay) >= 0) {
      complaints.add(
          "what is asked for only every "
              + interval.toSeconds()
              + " s comes later than "
              + feed.source()
              + " may be, "
              + greatestDelay.toSeconds()
              + " s: shorten interval, or raise delay.max in the mapping",
          key(name, "interval"));
    }
    Duration overlap = feed.overlap().orElse(pull.overlap());
    Duration longest = pull.longest();
    if (longest != null && overlap.compareTo(longest) >= 0) {
      complaints.add(
          "overlap must be shorter than "
              + longest.toSeconds()
              + " s, the longest time that "
              + feed.source()
              + " may be asked for at once",
          key(name, "overlap"));
    }
  }

  private static String[] key(String name, String... below) {
    List<String> key = new ArrayList<>(List.of("input", "pull", name));
    key.addAll(List.of(below));
    return key.toArray(String[]::new);
  }
}
