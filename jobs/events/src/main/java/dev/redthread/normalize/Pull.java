package dev.redthread.normalize;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a job asks for the records of a source itself, over HTTP: the block {@code pull} of a file
 * under {@code config/sources}. The language is described in {@code docs/pulling.md}.
 *
 * <p>Texts may hold {@code {names}}: of {@code needs} and {@code values}, and {@code from} and
 * {@code to} for the time that is asked for. One at the very beginning of a URL stands for {@code
 * https://HOST}.
 *
 * @param url the first page
 * @param needs what the configuration of a job has to say, each with what it is
 * @param values what holds where the configuration says nothing
 * @param headers sent with each request
 * @param body what is asked for by POST, texts by their paths; empty where it is asked for by GET
 * @param auth how the job proves who it is
 * @param times how {@code from} and {@code to} are written
 * @param paging what of one poll the next one goes on from
 * @param next where the next page is
 * @param records the path of the list of records in an answer; empty when the answer is the list
 * @param mayLack whether an answer without that list has no records
 * @param interval between two polls
 * @param overlap how much of the time of one poll the next one asks for again
 * @param longest the longest time that may be asked for at once; null for any
 * @param kept for how long the vendor keeps records; null where it is not known
 * @param timeout within which an answer must be there as a whole
 * @param mostBytes a longer answer is refused
 * @param rate how often the vendor may be asked
 * @param prepare what must be called once before; null for nothing
 * @param then what the listed records lead to, where they are not events themselves
 */
public record Pull(
    String url,
    Map<String, String> needs,
    Map<String, String> values,
    Map<String, String> headers,
    Map<String, String> body,
    Auth auth,
    Times times,
    Paging paging,
    Next next,
    String records,
    boolean mayLack,
    Duration interval,
    Duration overlap,
    @Nullable Duration longest,
    @Nullable Duration kept,
    Duration timeout,
    int mostBytes,
    Rate rate,
    @Nullable Prepare prepare,
    @Nullable Then then)
    implements Serializable {

  /** The names for the time that is asked for. */
  public static final String FROM = "from";

  public static final String TO = "to";

  /** What stands before a path into a listed record, in what it leads to. */
  public static final String ITEM = "item.";

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)}");

  public Pull {
    needs = Map.copyOf(needs);
    values = Map.copyOf(values);
    headers = Map.copyOf(headers);
    body = Map.copyOf(body);
  }

  /** The names in a text. */
  public static Set<String> names(String template) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(template);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** A text with its names replaced. */
  public static String replaced(String template, UnaryOperator<String> by) {
    return NAME.matcher(template)
        .replaceAll(match -> Matcher.quoteReplacement(by.apply(match.group(1))));
  }

  /** The same, with other values where the configuration says nothing. */
  Pull with(Map<String, String> others) {
    return new Pull(
        url, needs, others, headers, body, auth, times, paging, next, records, mayLack, interval,
        overlap, longest, kept, timeout, mostBytes, rate, prepare, then);
  }

  /** Whether the first page may be asked for of a shorter time. */
  public boolean mayNarrow() {
    return paging == Paging.WINDOW && asks().contains(TO);
  }

  /** The names in what asks for the first page. */
  Set<String> asks() {
    Set<String> names = new LinkedHashSet<>(names(url));
    body.values().forEach(text -> names.addAll(names(text)));
    return names;
  }

  /** Every text that becomes a URL, as it stands in the file. */
  public List<String> urls() {
    List<String> urls = new ArrayList<>(List.of(url));
    if (auth instanceof Auth.OAuth oauth) {
      urls.add(oauth.url());
    }
    if (prepare != null) {
      urls.add(prepare.url());
    }
    if (then != null && !then.url().startsWith("{" + ITEM)) {
      urls.add(then.url());
    }
    return urls;
  }

  /** How a time is written. */
  public enum Times {
    /** {@code 2026-11-30T18:00:00Z}. */
    ISO,
    /** The same without its zone, which is UTC. */
    ISO_LOCAL,
    EPOCH_S,
    EPOCH_MS
  }

  /** What of one poll the next one goes on from. */
  public enum Paging {
    /** The link to what comes next, which is there also when nothing has come yet. */
    FOLLOW,
    /** The time up to which was asked, less the overlap. */
    WINDOW
  }

  /** Where an answer says what the next page is. */
  public sealed interface Next extends Serializable {

    /** Nowhere: an answer is whole. */
    record None() implements Next {}

    /** A {@code Link} header, by its relation. */
    record Link(String relation) implements Next {}

    /** A URL in a header. */
    record Header(String name) implements Next {}

    /** A URL in the body, which may lack its host. */
    record Url(String path) implements Next {}

    /**
     * A text in the body that is given back as a parameter.
     *
     * @param whileTrue the path of what says that there is more; empty when the text says it
     */
    record Token(String path, String parameter, String whileTrue) implements Next {}
  }

  /** How the job proves who it is. Secrets have names here; where they are, the job's file says. */
  public sealed interface Auth extends Serializable {

    /** The names of the secrets that it takes. */
    List<String> secrets();

    /** A token in a header. */
    record Header(String name, String prefix) implements Auth {
      @Override
      public List<String> secrets() {
        return List.of("token");
      }
    }

    /** A user and a password. */
    record Basic() implements Auth {
      @Override
      public List<String> secrets() {
        return List.of("user", "password");
      }
    }

    /**
     * A token that another URL gives, sent as a bearer.
     *
     * @param fields sent besides, or claimed in what is signed
     */
    record OAuth(String url, Grant grant, Map<String, String> fields) implements Auth {
      public OAuth {
        fields = Map.copyOf(fields);
      }

      @Override
      public List<String> secrets() {
        return switch (grant) {
          case CLIENT_CREDENTIALS -> List.of("client_id", "client_secret");
          case REFRESH_TOKEN -> List.of("client_id", "client_secret", "refresh_token");
          case JWT_BEARER -> List.of("key");
        };
      }
    }
  }

  /** What a token is given for. */
  public enum Grant {
    CLIENT_CREDENTIALS,
    REFRESH_TOKEN,
    /** A claim signed with the key of a service account (RFC 7523). */
    JWT_BEARER
  }

  /**
   * How often a vendor may be asked.
   *
   * @param spacing the least time between two requests
   * @param remaining the header with how many requests are left; empty for none
   * @param reset the header with the time, in seconds since 1970, from which there are more
   */
  public record Rate(Duration spacing, String remaining, String reset) implements Serializable {}

  /**
   * A POST before the first poll.
   *
   * @param already what an answer holds that refuses since it was done before; empty for none
   */
  public record Prepare(String url, String already) implements Serializable {}

  /**
   * What a listed record leads to.
   *
   * @param url with {@code {item.PATH}} for what stands in the listed record
   * @param key the path of what tells listed records apart
   * @param format how events lie in it
   */
  public record Then(String url, String key, Format format) implements Serializable {}

  /** How events lie in a body. */
  public enum Format {
    /** A list of JSON objects. */
    JSON,
    /** Rows under a header. */
    CSV
  }
}
