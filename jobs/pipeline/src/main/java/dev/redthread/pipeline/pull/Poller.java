package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.Pull;
import dev.redthread.normalize.Pull.Paging;
import dev.redthread.pipeline.pull.PullSplit.Poll;
import dev.redthread.pipeline.source.Delivered;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one feed for page after page, and knows what to ask next.
 *
 * <p>A poll begins at {@code from} and asks for what there is up to now, or up to {@code longest}
 * later where that is less; its last page moves {@code from}. What goes wrong on the way moves
 * nothing, so it is asked for again.
 *
 * <p>An answer over the bound is asked for again in {@link Parts}. What is too long even so is a
 * dead letter, and the poll goes on behind it.
 *
 * <p><i>Invariants:</i> what was handed on comes before the position behind it; the clock is said
 * only when all there was is handed on, or when the feed has failed for longer than others wait.
 *
 * <p><i>Thread safety:</i> the feed's thread; {@link #wakeUp} any.
 */
final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  /** How much of a link names the place of its records. */
  private static final int MOST_PLACE = 200;

  private final Feed feed;
  private final Pull pull;
  private final Requests requests;
  private final Faults faults;
  private final FeedMeter meter;
  private final Clock clock;
  private final Seen seen;
  private final Set<URI> asked = new HashSet<>();
  private final Items items;
  private final Parts parts;
  private long from;
  private @Nullable Poll poll;
  private @Nullable Listing listing;
  private boolean prepared;
  private boolean whole;
  private long due;
  private long lastGood;
  private String lastUnreadable = "";

  Poller(
      Feed feed, PullSplit start, Requests requests, Faults faults, FeedMeter meter, Clock clock) {
    this.feed = feed;
    this.pull = feed.pull();
    this.requests = requests;
    this.faults = faults;
    this.meter = meter;
    this.clock = clock;
    this.seen = new Seen(start.seen());
    this.items = new Items(feed, requests, faults, meter, clock, seen);
    this.parts = new Parts(pull);
    this.from = start.from();
    this.poll = start.poll().orElse(null);
    this.prepared = pull.prepare() == null;
    this.due = clock.millis();
    this.lastGood = due;
  }

  /** When there is something to ask, in milliseconds since 1970. */
  long due() {
    return due;
  }

  void wakeUp() {
    requests.wakeUp();
  }

  /** What holds while there is nothing to ask: the clock, or nothing. */
  List<Pulled> idle() {
    long now = clock.millis();
    boolean givenUp = !whole && now - lastGood > feed.hold().toMillis();
    return whole || givenUp ? List.of(new Pulled.Clock(now)) : List.of();
  }

  /** Asks once. */
  List<Pulled> step() {
    if (!prepared) {
      return prepare(Objects.requireNonNull(pull.prepare()));
    }
    Listing under = listing;
    if (under == null) {
      return page();
    }
    List<Pulled> out = new ArrayList<>();
    Optional<Duration> wait = items.next(out);
    if (wait.isPresent()) {
      whole = false;
      pause(wait.get());
    } else {
      lastGood = clock.millis();
      pause(Duration.ZERO);
    }
    if (items.isEmpty()) {
      listing = null;
      turn(under, out);
    }
    return out;
  }

  private List<Pulled> prepare(Pull.Prepare before) {
    Outcome outcome = requests.post(feed.url(before.url()));
    boolean already =
        outcome instanceof Outcome.Refused refused
            && !before.already().isEmpty()
            && refused.why().contains(before.already());
    if (outcome instanceof Outcome.Ok || already) {
      prepared = true;
      faults.success();
      pause(Duration.ZERO);
      return List.of();
    }
    return failed(outcome);
  }

  private List<Pulled> page() {
    long now = clock.millis();
    Poll under = poll;
    URI url;
    if (under == null) {
      begin(now);
      parts.begin(now);
      url = feed.url(parts.beginning(from), parts.end(from, now));
      asked.clear();
    } else {
      url = URI.create(under.next());
    }
    asked.add(url);
    Poll current = under == null ? new Poll(parts.end(from, now), url.toString(), 1) : under;
    Outcome outcome = requests.page(url);
    if (outcome instanceof Outcome.TooLong answer) {
      return tooLong(current, url, answer);
    }
    if (!(outcome instanceof Outcome.Ok ok)) {
      return failed(outcome);
    }
    Listing read;
    try {
      read = Listing.read(pull, ok);
    } catch (UnreadableBody bad) {
      return unreadable(current, url, bad, ok.body());
    }
    faults.success();
    lastGood = clock.millis();
    pause(ok.rest());
    if (under == null) {
      poll = current;
    }
    List<Pulled> out = new ArrayList<>();
    if (pull.then() == null) {
      records(read.records(), place(current, url), current.page(), out);
      turn(read, out);
    } else {
      items.add(read.records(), place(current, url));
      if (items.isEmpty()) {
        turn(read, out);
      } else {
        listing = read;
      }
    }
    return out;
  }

  /** What the vendor does not keep any more cannot be asked for. */
  private void begin(long now) {
    @Nullable Duration kept = pull.kept();
    if (kept != null && from < now - kept.toMillis()) {
      LOG.error(
          "The feed {} was not asked since {}, and the vendor keeps no more than {}: what lies"
              + " between is lost, fetch it by hand",
          feed.name(),
          Instant.ofEpochMilli(from),
          kept);
      from = now - kept.toMillis();
    }
  }

  private List<Pulled> tooLong(Poll current, URI url, Outcome.TooLong answer) {
    List<Pulled> out = new ArrayList<>();
    if (parts.halve(current.to() - parts.beginning(from))) {
      LOG.info(
          "The feed {} has over {} bytes from {} on: asking for {} at once",
          feed.name(),
          pull.mostBytes(),
          Instant.ofEpochMilli(parts.beginning(from)),
          parts.width());
      meter.retry();
      anew(out);
      pause(Duration.ZERO);
      return out;
    }
    UnreadableBody bad =
        new UnreadableBody(
            Reason.TOO_LARGE,
            "an answer over " + pull.mostBytes() + " bytes: ask for smaller pages");
    Optional<Listing> unread;
    try {
      unread = Listing.unread(pull, answer);
    } catch (UnreadableBody noUrl) {
      return unreadable(current, url, noUrl, answer.beginning());
    }
    if (unread.isEmpty() && !pull.mayNarrow()) {
      return unreadable(current, url, bad, answer.beginning());
    }
    LOG.warn(
        "The feed {} goes on behind an answer over {} bytes, which is a dead letter: {}",
        feed.name(),
        pull.mostBytes(),
        place(current, url));
    meter.refused();
    letter(current, url, bad, answer.beginning(), out);
    pause(Duration.ZERO);
    poll = current;
    turn(unread.orElse(new Listing(List.of(), Optional.empty())), out);
    return out;
  }

  private String place(Poll current, URI url) {
    if (pull.paging() == Paging.WINDOW) {
      return feed.name()
          + "/"
          + Instant.ofEpochMilli(parts.beginning(from))
          + "/"
          + Instant.ofEpochMilli(current.to());
    }
    String query = String.valueOf(url.getRawQuery());
    return feed.name() + "/" + query.substring(0, Math.min(query.length(), MOST_PLACE));
  }

  private void records(List<byte[]> records, String place, int page, List<Pulled> out) {
    long received = clock.millis();
    int index = 0;
    for (byte[] bytes : records) {
      index++;
      Seen.Mark mark = Seen.Mark.of(bytes);
      boolean isNew = seen.add(mark);
      meter.handedOn(isNew);
      if (isNew) {
        RawRecord record =
            new RawRecord(feed.source(), received, received, bytes, new Origin(place, page, index));
        out.add(new Pulled.Arrived(new Delivered.Accepted(record), Optional.of(mark)));
      }
    }
  }

  /** Turns the page. */
  private void turn(Listing read, List<Pulled> out) {
    Poll current = Objects.requireNonNull(poll);
    boolean follow = pull.paging() == Paging.FOLLOW;
    if (!read.isLast(pull)) {
      URI next = read.next().orElseThrow();
      if (asked.contains(next)) {
        loop(next, out);
        return;
      }
      poll = new Poll(current.to(), next.toString(), current.page() + 1);
      whole = false;
      out.add(new Pulled.Reached(from, Optional.ofNullable(poll)));
      return;
    }
    long now = clock.millis();
    boolean caughtUp = follow || parts.isLast(current.to(), now, feed.interval());
    from = Math.max(from, parts.read(follow ? now : current.to(), caughtUp, feed.overlap()));
    poll = follow ? read.next().map(next -> new Poll(now, next.toString(), 1)).orElse(null) : null;
    asked.clear();
    out.add(new Pulled.Reached(from, Optional.ofNullable(poll)));
    whole = caughtUp;
    if (caughtUp) {
      meter.whole(now);
      out.add(new Pulled.Clock(now));
      pause(feed.interval());
    }
  }

  private void loop(URI next, List<Pulled> out) {
    meter.looped();
    LOG.warn(
        "The feed {} leads back to a page that it began with, {}: the poll is given up, the next"
            + " one asks again from {}",
        feed.name(),
        Caller.shown(next),
        Instant.ofEpochMilli(from));
    anew(out);
    pause(feed.interval());
  }

  /** Leaves the poll; the next one begins where it began. */
  private void anew(List<Pulled> out) {
    poll = null;
    listing = null;
    whole = false;
    asked.clear();
    out.add(new Pulled.Reached(from, Optional.empty()));
  }

  private List<Pulled> failed(Outcome outcome) {
    List<Pulled> out = new ArrayList<>();
    if (outcome instanceof Outcome.Woken) {
      return out;
    }
    whole = false;
    if (outcome instanceof Outcome.Later later) {
      meter.retry();
      pause(faults.later(later));
    } else if (outcome instanceof Outcome.Denied denied) {
      denied(denied);
    } else if (outcome instanceof Outcome.Refused refused) {
      meter.refused();
      Duration wait = faults.refused(refused.why());
      if (poll != null) {
        // A cursor does not hold for ever: the time does.
        anew(out);
      }
      pause(wait);
    }
    return out;
  }

  private void denied(Outcome.Denied denied) {
    requests.renewCredentials();
    if (faults.mayRenew()) {
      meter.retry();
      pause(Duration.ZERO);
    } else {
      meter.refused();
      pause(
          faults.refused(
              "the vendor does not know who asks, also with a fresh token; replace the secret or"
                  + " its rights: "
                  + denied.why()));
    }
  }

  private List<Pulled> unreadable(Poll current, URI url, UnreadableBody bad, byte[] body) {
    whole = false;
    List<Pulled> out = new ArrayList<>();
    if (bad.reason() != Reason.TOO_LARGE && faults.mayTryAgain()) {
      meter.retry();
      pause(faults.later(new Outcome.Later(bad.detail(), Duration.ZERO)));
      return out;
    }
    meter.refused();
    pause(faults.refused("an answer cannot be read: " + bad.detail()));
    letter(current, url, bad, body, out);
    return out;
  }

  private void letter(Poll current, URI url, UnreadableBody bad, byte[] body, List<Pulled> out) {
    String content = Seen.Mark.of(body).toString();
    if (!content.equals(lastUnreadable)) {
      lastUnreadable = content;
      DeadLetter letter =
          new DeadLetter(
              feed.source(),
              new Origin(place(current, url), current.page(), 0),
              clock.millis(),
              bad.reason(),
              bad.detail(),
              body);
      out.add(new Pulled.Arrived(new Delivered.Refused(letter), Optional.empty()));
    }
  }

  /** Not before that, nor before the vendor may be asked again. */
  private void pause(Duration wait) {
    Duration spacing = pull.rate().spacing();
    long next = clock.millis() + (wait.compareTo(spacing) > 0 ? wait : spacing).toMillis();
    due = Math.max(due, next);
  }
}
