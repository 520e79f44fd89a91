package dev.redthread.pipeline.pull;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

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

  Outcome get(URI url) {
    return send(url, true);
  }

  Outcome post(URI url) {
    return send(url, false);
  }

  private Outcome send(URI url, boolean get) {
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
    return get ? caller.get(url, headers) : caller.post(url, headers, "");
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
