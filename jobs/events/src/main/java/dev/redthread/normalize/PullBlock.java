package dev.redthread.normalize;

import dev.redthread.normalize.Pull.Auth;
import dev.redthread.normalize.Pull.Next;
import dev.redthread.normalize.Pull.Paging;
import dev.redthread.normalize.Pull.Rate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the block {@code pull} of a source file.
 *
 * <p><i>Errors:</i> problems go to those of the file; what is read is meaningful only when there is
 * none.
 */
final class PullBlock {
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 16 << 20;
  private static final Duration LEAST_OVERLAP = Duration.ofSeconds(1);

  private static final Pattern BEGINS_WELL =
      Pattern.compile("(\\{[A-Za-z_]+}|https://[^/{}@]+)/.*", Pattern.DOTALL);

  private final Section pull;
  private final Set<String> known = new HashSet<>();

  private PullBlock(Section pull) {
    this.pull = pull;
  }

  static Pull read(Section pull) {
    return new PullBlock(pull).read();
  }

  /** The block of a file with what differs for one of its sources, under {@code pull_values}. */
  static Pull ofSource(Pull block, Section source) {
    Map<String, String> values = new HashMap<>(block.values());
    source
        .textMap("pull_values")
        .forEach(
            (name, value) -> {
              if (values.put(name, value) == null) {
                source.problem(
                    source.at("pull_values"),
                    name + " is no value of pull: add it under pull.values");
              }
            });
    values.forEach(
        (name, value) -> {
          if (value.isBlank()) {
            source.problem(
                "pull asks for " + name + ", which differs by source: give it under pull_values");
          }
        });
    return block.with(values);
  }

  private Pull read() {
    Map<String, String> needs = pull.textMap("needs");
    Map<String, String> values = pull.textMap("values");
    known.addAll(needs.keySet());
    known.addAll(values.keySet());
    Set<String> asking = new HashSet<>(known);
    asking.addAll(List.of(Pull.FROM, Pull.TO));
    String url = url(pull, asking);
    Paging paging = word(pull, "paging", Paging.WINDOW);
    Duration overlap = optional(pull, "overlap").orElse(Duration.ZERO);
    @Nullable Duration longest = optional(pull, "longest").orElse(null);
    Next next = pull.section("next").map(PullBlock::next).orElse(new Next.None());
    checkPaging(paging, overlap, longest, next);
    Pull read =
        new Pull(
            url,
            needs,
            values,
            named(pull, "headers", known),
            named(pull, "body", asking),
            auth(),
            word(pull, "times", Pull.Times.ISO),
            paging,
            next,
            pull.text("records").orElse(""),
            pull.flag("may_lack_records"),
            optional(pull, "interval").orElse(INTERVAL),
            overlap,
            longest,
            optional(pull, "kept").orElse(null),
            optional(pull, "timeout").orElse(TIMEOUT),
            mostBytes(),
            pull.section("rate").map(PullBlock::rate).orElse(new Rate(Duration.ZERO, "", "")),
            pull.section("prepare").map(this::prepare).orElse(null),
            pull.section("then").map(this::then).orElse(null));
    pull.close();
    checkAsking(read);
    return read;
  }

  private void checkAsking(Pull read) {
    if (!read.asks().contains(Pull.FROM)) {
      pull.problem(
          pull.at("url"), "url or body must say from when on: write {from} where the time goes");
    }
    if (!read.body().isEmpty()
        && !(read.next() instanceof Next.None || read.next() instanceof Next.Token)) {
      pull.problem(
          pull.at("next"),
          "what is asked for with a body goes on by a token in it: give next.token");
    }
  }

  private void checkPaging(Paging paging, Duration overlap, @Nullable Duration longest, Next next) {
    if (paging == Paging.FOLLOW && (next instanceof Next.None || next instanceof Next.Token)) {
      pull.problem("paging: follow goes on from a link: add next: {link: next}");
    }
    if (overlap.compareTo(LEAST_OVERLAP) < 0) {
      pull.problem(
          pull.at("overlap"),
          "overlap must be 1s at least: records that come late would be missed without it");
    }
    if (longest != null && longest.compareTo(overlap) <= 0) {
      pull.problem(pull.at("longest"), "longest must be longer than overlap, or no poll gets on");
    }
  }

  private String url(Section section, Set<String> names) {
    String url = section.needed("url");
    if (section.has("url") && !url.startsWith("{" + Pull.ITEM)) {
      if (!BEGINS_WELL.matcher(url).matches()) {
        section.problem(
            section.at("url"),
            "a URL begins with https://HOST/ or with a name that stands for it, e.g. {api}/v1/logs");
      }
    }
    for (String name : Pull.names(url)) {
      boolean ofItem = name.startsWith(Pull.ITEM) && names.contains(Pull.ITEM);
      if (!ofItem && !names.contains(name)) {
        section.problem(
            section.at("url"),
            "nothing says what {" + name + "} is: add it under needs or values of pull");
      }
    }
    return url;
  }

  private static Next next(Section next) {
    List<Next> found = new ArrayList<>();
    next.text("link").ifPresent(relation -> found.add(new Next.Link(relation)));
    next.text("header").ifPresent(name -> found.add(new Next.Header(name)));
    next.text("url").ifPresent(path -> found.add(new Next.Url(path)));
    if (next.has("token")) {
      found.add(
          new Next.Token(
              next.needed("token"), next.needed("parameter"), next.text("while").orElse("")));
    }
    next.close();
    if (found.size() != 1) {
      next.problem("the next page is in one place: give link, header, url or token, one of them");
      return new Next.None();
    }
    return found.get(0);
  }

  private Auth auth() {
    Optional<Section> section = pull.section("auth");
    if (section.isEmpty()) {
      pull.problem("the key auth is missing: say how to prove who asks, e.g. auth: {kind: bearer}");
      return new Auth.Basic();
    }
    Section auth = section.get();
    String kind = auth.needed("kind");
    Auth read =
        switch (kind) {
          case "bearer" -> new Auth.Header("Authorization", "Bearer ");
          case "header" ->
              new Auth.Header(
                  auth.needed("name"), auth.text("prefix").map(text -> text + " ").orElse(""));
          case "basic" -> new Auth.Basic();
          case "oauth" ->
              new Auth.OAuth(
                  url(auth, known),
                  word(auth, "grant", Pull.Grant.CLIENT_CREDENTIALS),
                  named(auth, "fields", known));
          default -> {
            auth.problem(auth.at("kind"), "kind must be bearer, header, basic or oauth");
            yield new Auth.Basic();
          }
        };
    auth.close();
    return read;
  }

  /** Texts that may hold names of ours. */
  private static Map<String, String> named(Section section, String key, Set<String> known) {
    Map<String, String> texts = section.textMap(key);
    texts.forEach(
        (field, text) -> {
          for (String name : Pull.names(text)) {
            if (!known.contains(name)) {
              section.problem(
                  section.at(key),
                  "nothing says what {" + name + "} is: add it under needs or values of pull");
            }
          }
        });
    return texts;
  }

  private static Rate rate(Section rate) {
    Duration spacing = Duration.ZERO;
    if (rate.has("requests")) {
      int requests = whole(rate, "requests");
      spacing = rate.duration("per").dividedBy(Math.max(1, requests));
    }
    Rate read = new Rate(spacing, rate.text("remaining").orElse(""), rate.text("reset").orElse(""));
    rate.close();
    return read;
  }

  private Pull.Prepare prepare(Section prepare) {
    Pull.Prepare read = new Pull.Prepare(url(prepare, known), prepare.text("already").orElse(""));
    prepare.close();
    return read;
  }

  private Pull.Then then(Section then) {
    Set<String> names = new HashSet<>(known);
    names.add(Pull.ITEM);
    Pull.Then read =
        new Pull.Then(url(then, names), then.needed("key"), word(then, "format", Pull.Format.JSON));
    then.close();
    return read;
  }

  private int mostBytes() {
    return pull.has("most_bytes") ? Math.max(1, whole(pull, "most_bytes")) : MOST_BYTES;
  }

  private static int whole(Section section, String key) {
    String text = section.text(key).orElse("");
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException notOne) {
      // Reported below, like a number that is none.
    }
    section.problem(section.at(key), key + " must be a whole number above zero");
    return 1;
  }

  private static Optional<Duration> optional(Section section, String key) {
    return section.has(key) ? Optional.of(section.duration(key)) : Optional.empty();
  }

  private static <E extends Enum<E>> E word(Section section, String key, E fallback) {
    Optional<String> text = section.text(key);
    if (text.isEmpty()) {
      return fallback;
    }
    Map<String, E> words = new HashMap<>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      words.put(constant.name().toLowerCase(Locale.ROOT), constant);
    }
    E found = words.get(text.get());
    if (found == null) {
      section.problem(
          section.at(key),
          key + " must be one of " + String.join(", ", words.keySet().stream().sorted().toList()));
      return fallback;
    }
    return found;
  }
}
