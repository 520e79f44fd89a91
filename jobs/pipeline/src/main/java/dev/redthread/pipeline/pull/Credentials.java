package dev.redthread.pipeline.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.normalize.Pull.Auth;
import dev.redthread.normalize.Pull.Grant;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What proves who asks. Secrets are read when they are needed and held in memory only.
 *
 * <p><i>Thread safety:</i> the feed's thread; {@link #wakeUp} any.
 */
final class Credentials {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTHORIZATION = "Authorization";
  private static final String HIDDEN = "…";

  /** A token is renewed so long before it ends. */
  private static final Duration AHEAD = Duration.ofMinutes(1);

  /** How long a token holds whose giver does not say. */
  private static final Duration USUAL = Duration.ofMinutes(30);

  private final Feed feed;
  private final Clock clock;
  private final @Nullable Caller givers;
  private @Nullable Granted held;
  private Instant until = Instant.MIN;

  /** Whether there is something to send. */
  sealed interface Access {}

  /** A header. */
  record Granted(String header, String value) implements Access {
    @Override
    public String toString() {
      return header + ": " + HIDDEN;
    }
  }

  /** Nothing, and why. */
  record Missing(Outcome outcome) implements Access {}

  Credentials(Feed feed, HttpClient client, Clock clock, Runnable sent) {
    this.feed = feed;
    this.clock = clock;
    this.givers =
        feed.pull().auth() instanceof Auth.OAuth oauth
            ? new Caller(
                client,
                new Origins(List.of(feed.url(oauth.url())), feed.plainHttp()),
                feed.pull(),
                clock,
                sent,
                this::hide)
            : null;
  }

  Access access() {
    Granted last = held;
    if (last != null && clock.instant().isBefore(until)) {
      return last;
    }
    try {
      Access access = fresh(feed.pull().auth());
      held = access instanceof Granted granted ? granted : null;
      return access;
    } catch (IllegalStateException missing) {
      return new Missing(new Outcome.Refused(0, String.valueOf(missing.getMessage())));
    }
  }

  /** What was held is not good any more. */
  void renew() {
    held = null;
  }

  /** What a vendor says, without secrets that it repeats: it goes into the log. */
  String hide(String text) {
    String hidden = text;
    Granted last = held;
    if (last != null) {
      hidden = hidden.replace(last.value().substring(last.value().lastIndexOf(' ') + 1), HIDDEN);
    }
    for (String name : feed.pull().auth().secrets()) {
      try {
        hidden = hidden.replace(feed.secret(name), HIDDEN);
      } catch (IllegalStateException missing) {
        // There is nothing to hide.
      }
    }
    return hidden;
  }

  void wakeUp() {
    if (givers != null) {
      givers.wakeUp();
    }
  }

  private Access fresh(Auth auth) {
    if (auth instanceof Auth.OAuth oauth) {
      return given(oauth);
    }
    until = Instant.MAX;
    if (auth instanceof Auth.Header header) {
      return granted(header.name(), header.prefix() + feed.secret("token"));
    }
    String both = feed.secret("user") + ":" + feed.secret("password");
    return granted(
        AUTHORIZATION,
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  /** The client would show in its message a value that it cannot send. */
  private static Granted granted(String header, String value) {
    if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IllegalStateException(
          "the secret for " + header + " has characters that no header may have");
    }
    return new Granted(header, value);
  }

  private Access given(Auth.OAuth oauth) {
    if (givers == null) {
      throw new IllegalStateException("a token needs somebody who gives it");
    }
    URI url = feed.url(oauth.url());
    Outcome outcome = givers.post(url, Map.of("Accept", "application/json"), form(oauth, url));
    if (outcome instanceof Outcome.Denied denied) {
      return new Missing(new Outcome.Refused(401, denied.why()));
    }
    if (!(outcome instanceof Outcome.Ok ok)) {
      return new Missing(
          outcome instanceof Outcome.TooLong
              ? new Outcome.Refused(0, "the answer of " + Caller.shown(url) + " is too long")
              : outcome);
    }
    try {
      JsonNode answer = JSON.readTree(ok.body());
      String token = answer.path("access_token").asText();
      if (token.isEmpty()) {
        return new Missing(
            new Outcome.Refused(0, "no access_token in the answer of " + Caller.shown(url)));
      }
      long seconds = answer.path("expires_in").asLong(USUAL.toSeconds());
      until = clock.instant().plusSeconds(seconds).minus(AHEAD);
      return granted(AUTHORIZATION, "Bearer " + token);
    } catch (IOException noJson) {
      return new Missing(
          new Outcome.Later("no JSON in the answer of " + Caller.shown(url), Duration.ZERO));
    }
  }

  private String form(Auth.OAuth oauth, URI url) {
    Map<String, String> fields = new LinkedHashMap<>();
    Map<String, String> besides = new LinkedHashMap<>();
    oauth.fields().forEach((name, text) -> besides.put(name, feed.text(text)));
    if (oauth.grant() == Grant.JWT_BEARER) {
      fields.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
      fields.put(
          "assertion",
          ServiceAccount.assertion(feed.secret("key"), url.toString(), besides, clock.instant()));
    } else {
      fields.put(
          "grant_type",
          oauth.grant() == Grant.REFRESH_TOKEN ? "refresh_token" : "client_credentials");
      oauth.secrets().forEach(name -> fields.put(name, feed.secret(name)));
      fields.putAll(besides);
    }
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
