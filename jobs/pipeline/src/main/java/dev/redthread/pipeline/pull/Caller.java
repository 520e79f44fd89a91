package dev.redthread.pipeline.pull;

import dev.redthread.normalize.Pull;
import dev.redthread.pipeline.sink.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests to the hosts that may be called, each within its time, and follows their
 * redirections among these hosts.
 *
 * <p><i>Thread safety:</i> one thread sends; any may {@linkplain #wakeUp wake it up}.
 */
final class Caller {
  private static final int MOST_REDIRECTIONS = 5;
  private static final int MOST_TEXT = 200;

  /** How much of a body is looked at for that text, in bytes. */
  private static final int MOST_SEEN = 8 << 10;

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final Origins origins;
  private final Pull pull;
  private final Clock clock;
  private final Runnable sent;
  private final UnaryOperator<String> hiding;
  private boolean woken;
  private @Nullable CompletableFuture<?> inFlight;

  /**
   * @param sent is told of each request
   * @param hiding takes secrets out of what a vendor says
   */
  Caller(
      HttpClient client,
      Origins origins,
      Pull pull,
      Clock clock,
      Runnable sent,
      UnaryOperator<String> hiding) {
    this.client = client;
    this.origins = origins;
    this.pull = pull;
    this.clock = clock;
    this.sent = sent;
    this.hiding = hiding;
  }

  Outcome get(URI url, Map<String, String> headers) {
    return send(url, headers, null);
  }

  /** Sends a body, a form unless the headers say otherwise; an empty one is none. */
  Outcome post(URI url, Map<String, String> headers, String body) {
    return send(url, headers, body);
  }

  private Outcome send(URI first, Map<String, String> headers, @Nullable String body) {
    URI url = first;
    for (int hop = 0; hop <= MOST_REDIRECTIONS; hop++) {
      Optional<String> refusal = origins.refuses(url);
      if (refusal.isPresent()) {
        return new Outcome.Refused(
            0, (hop == 0 ? "" : "redirected from " + shown(first) + ": ") + refusal.get());
      }
      HttpResponse<BoundedBody.Body> response;
      try {
        response = answer(request(url, headers, body));
      } catch (NoAnswer none) {
        return none.outcome;
      }
      if (!REDIRECTIONS.contains(response.statusCode())) {
        return outcome(url, response);
      }
      Optional<String> location = response.headers().firstValue("Location");
      if (location.isEmpty() || body != null) {
        return new Outcome.Refused(response.statusCode(), "redirected where nobody can follow");
      }
      try {
        url = url.resolve(location.get());
      } catch (IllegalArgumentException noUrl) {
        return new Outcome.Refused(response.statusCode(), "redirected to what is no URL");
      }
    }
    return new Outcome.Refused(0, "redirected too often from " + shown(first));
  }

  private HttpRequest request(URI url, Map<String, String> headers, @Nullable String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(pull.timeout());
    if (body != null && !body.isEmpty()) {
      request.setHeader("Content-Type", "application/x-www-form-urlencoded");
    }
    headers.forEach(request::setHeader);
    if (body == null) {
      return request.GET().build();
    }
    return request
        .POST(
            body.isEmpty()
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(body, StandardCharsets.UTF_8))
        .build();
  }

  /** Waits for the whole answer: the client's own time limit ends with its headers. */
  private HttpResponse<BoundedBody.Body> answer(HttpRequest request) throws NoAnswer {
    CompletableFuture<HttpResponse<BoundedBody.Body>> answer;
    synchronized (this) {
      if (woken) {
        woken = false;
        throw new NoAnswer(new Outcome.Woken());
      }
      sent.run();
      answer = client.sendAsync(request, info -> new BoundedBody(pull.mostBytes()));
      inFlight = answer;
    }
    try {
      return answer.get(pull.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      answer.cancel(true);
      throw new NoAnswer(later("no whole answer within " + pull.timeout().toSeconds() + " s"));
    } catch (CancellationException awake) {
      throw new NoAnswer(new Outcome.Woken());
    } catch (InterruptedException stop) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswer(new Outcome.Woken());
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException) {
        throw new NoAnswer(later("no answer: " + failed.getCause()));
      }
      throw new IllegalStateException("a request could not be sent", failed.getCause());
    } finally {
      synchronized (this) {
        inFlight = null;
        woken = false;
      }
    }
  }

  private static Outcome.Later later(String why) {
    return new Outcome.Later(why, Duration.ZERO);
  }

  /** Gives up the request that is under way, or else the next one. */
  synchronized void wakeUp() {
    woken = true;
    if (inFlight != null) {
      inFlight.cancel(true);
    }
  }

  private Outcome outcome(URI url, HttpResponse<BoundedBody.Body> response) {
    int status = response.statusCode();
    BoundedBody.Body body = response.body();
    Duration rest = rest(response.headers());
    if (status >= 200 && status < 300) {
      return body.cut()
          ? new Outcome.TooLong(url, response.headers(), body.bytes())
          : new Outcome.Ok(url, status, response.headers(), body.bytes(), rest);
    }
    String why = "status " + status + " of " + shown(url) + ": " + text(body.bytes());
    if (status == 401) {
      return new Outcome.Denied(why);
    }
    Duration after = RetryAfter.of(response.headers(), clock.instant());
    Duration atLeast = after.compareTo(rest) > 0 ? after : rest;
    // Some vendors say 403 to who asks too often.
    boolean tooOften = status == 403 && !atLeast.isZero();
    return status >= 500 || status == 429 || status == 408 || tooOften
        ? new Outcome.Later(why, atLeast)
        : new Outcome.Refused(status, why);
  }

  /** How long there are no requests left, where the headers count them. */
  private Duration rest(HttpHeaders headers) {
    Pull.Rate rate = pull.rate();
    if (rate.remaining().isEmpty()
        || !headers.firstValue(rate.remaining()).filter("0"::equals).isPresent()) {
      return Duration.ZERO;
    }
    return headers
        .firstValue(rate.reset())
        .filter(text -> text.matches("\\d{1,12}"))
        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
        .map(reset -> RetryAfter.bounded(Duration.between(clock.instant(), reset)))
        .orElse(Duration.ZERO);
  }

  /** A URL for the log: what is asked may hold a token. */
  static String shown(URI url) {
    return url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }

  private String text(byte[] body) {
    String seen = new String(body, 0, Math.min(body.length, MOST_SEEN), StandardCharsets.UTF_8);
    String text = hiding.apply(seen).replaceAll("\\p{Cntrl}+", " ").strip();
    return text.substring(0, Math.min(text.length(), MOST_TEXT));
  }

  /** Carries an outcome out of the wait for an answer. */
  private static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Outcome outcome;

    NoAnswer(Outcome outcome) {
      this.outcome = outcome;
    }
  }
}
