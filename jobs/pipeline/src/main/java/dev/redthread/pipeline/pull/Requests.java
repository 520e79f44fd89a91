package dev.redthread.pipeline.pull;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The requests of one feed, each with what proves who asks.
 *
 * <p><i>Thread safety:</i> the feed's thread; {@link #wakeUp} any.
 */
final class Requests {
  private final Feed feed;
  private final Caller caller;
  private final Credentials credentials;

  Requests(Feed feed, HttpClient client, Clock clock, FeedMeter meter) {
    this.feed = feed;
    credentials = new Credentials(feed, client, clock, meter::sent);
    caller = new Caller(client, feed.origins(), feed.pull(), clock, meter::sent, credentials::hide);
  }

  /** Asks for a page, with a body where the mapping says so. */
  Outcome page(URI asked) {
    if (feed.pull().body().isEmpty()) {
      return get(asked);
    }
    return send(headers -> {
          headers.put("Content-Type", "application/json");
          return caller.post(PostBody.url(asked), headers, PostBody.body(asked));
        })
        .of(asked);
  }

  Outcome get(URI url) {
    return send(headers -> caller.get(url, headers));
  }

  Outcome post(URI url) {
    return send(headers -> caller.post(url, headers, ""));
  }

  private Outcome send(Function<Map<String, String>, Outcome> request) {
    Credentials.Access access = credentials.access();
    if (access instanceof Credentials.Missing missing) {
      return missing.outcome();
    }
    Credentials.Granted granted = (Credentials.Granted) access;
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", "application/json");
    headers.put("User-Agent", "redthread");
    feed.pull().headers().forEach((name, text) -> headers.put(name, feed.text(text)));
    headers.put(granted.header(), granted.value());
    return request.apply(headers);
  }

  /** The vendor does not know any more who asks. */
  void renewCredentials() {
    credentials.renew();
  }

  void wakeUp() {
    caller.wakeUp();
    credentials.wakeUp();
  }
}
