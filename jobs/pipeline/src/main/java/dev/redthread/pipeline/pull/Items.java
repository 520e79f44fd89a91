package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.Pull;
import dev.redthread.pipeline.source.Delivered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Listed records that lead to others, one after the other. One that was read as a whole is not read
 * again.
 *
 * <p><i>Thread safety:</i> the feed's thread.
 */
final class Items {
  /** What is there no more will not come back. */
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final Feed feed;
  private final Requests requests;
  private final Faults faults;
  private final FeedMeter meter;
  private final Clock clock;
  private final Seen seen;
  private final Deque<Item> waiting = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent")
  private record Item(byte[] record, String key, Seen.Mark mark, String place) {}

  Items(Feed feed, Requests requests, Faults faults, FeedMeter meter, Clock clock, Seen seen) {
    this.feed = feed;
    this.requests = requests;
    this.faults = faults;
    this.meter = meter;
    this.clock = clock;
    this.seen = seen;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes those of a list that were not read yet. */
  void add(List<byte[]> records, String place) {
    Pull.Then then = Objects.requireNonNull(feed.pull().then());
    for (byte[] record : records) {
      String key = PageBody.text(record, then.key()).orElse("");
      Seen.Mark mark =
          key.isEmpty() ? Seen.Mark.of(record) : Seen.Mark.of(key.getBytes(StandardCharsets.UTF_8));
      if (!seen.contains(mark)) {
        waiting.add(new Item(record, key, mark, place));
      }
    }
  }

  /**
   * Reads the next one.
   *
   * @return how long to wait before it is tried again; empty when it is done
   */
  Optional<Duration> next(List<Pulled> out) {
    Item item = Objects.requireNonNull(waiting.peek());
    URI url;
    try {
      url = url(item);
    } catch (IllegalArgumentException noUrl) {
      letter(item, Reason.BAD_ENVELOPE, "it leads to no URL", item.record(), out);
      return done(item, out);
    }
    Outcome outcome = requests.get(url);
    if (outcome instanceof Outcome.Ok ok) {
      return read(item, ok, out);
    }
    if (outcome instanceof Outcome.TooLong tooLong) {
      String detail = "it leads to more than " + feed.pull().mostBytes() + " bytes";
      letter(item, Reason.TOO_LARGE, detail, tooLong.beginning(), out);
      return done(item, out);
    }
    if (outcome instanceof Outcome.Refused refused && GONE.contains(refused.status())) {
      meter.refused();
      letter(item, Reason.REJECTED_BY_SERVER, refused.why(), item.record(), out);
      return done(item, out);
    }
    return Optional.of(wait(outcome));
  }

  private Duration wait(Outcome outcome) {
    if (outcome instanceof Outcome.Later later) {
      meter.retry();
      return faults.later(later);
    }
    if (outcome instanceof Outcome.Denied denied) {
      requests.renewCredentials();
      if (faults.mayRenew()) {
        meter.retry();
        return Duration.ZERO;
      }
      meter.refused();
      return faults.refused(denied.why());
    }
    if (outcome instanceof Outcome.Refused refused) {
      meter.refused();
      return faults.refused(refused.why());
    }
    return Duration.ZERO;
  }

  private URI url(Item item) {
    Pull.Then then = Objects.requireNonNull(feed.pull().then());
    return Template.url(
        then.url(),
        name ->
            name.startsWith(Pull.ITEM)
                ? PageBody.text(item.record(), name.substring(Pull.ITEM.length())).orElse("")
                : feed.value(name));
  }

  private Optional<Duration> read(Item item, Outcome.Ok ok, List<Pulled> out) {
    Pull.Then then = Objects.requireNonNull(feed.pull().then());
    ItemBody body = ItemBody.of(ok.body(), then.format(), feed.pull().mostBytes());
    if (!body.refused().isEmpty() && faults.mayTryAgain()) {
      meter.retry();
      String why = body.refused().get(0).detail();
      return Optional.of(faults.later(new Outcome.Later(why, Duration.ZERO)));
    }
    for (ItemBody.Part part : body.refused()) {
      letter(item, part.reason(), part.detail(), part.bytes(), out);
    }
    long received = clock.millis();
    int index = 0;
    for (byte[] bytes : body.records()) {
      index++;
      meter.handedOn(true);
      Origin origin = new Origin(feed.name() + "/" + item.key(), 1, index);
      out.add(
          new Pulled.Arrived(
              new Delivered.Accepted(
                  new RawRecord(feed.source(), received, received, bytes, origin)),
              Optional.empty()));
    }
    return done(item, out);
  }

  private Optional<Duration> done(Item item, List<Pulled> out) {
    faults.success();
    waiting.remove();
    seen.add(item.mark());
    out.add(new Pulled.Done(item.mark()));
    return Optional.empty();
  }

  private void letter(Item item, Reason reason, String detail, byte[] bytes, List<Pulled> out) {
    DeadLetter letter =
        new DeadLetter(
            feed.source(),
            new Origin(item.place() + "/" + item.key(), 1, 0),
            clock.millis(),
            reason,
            detail,
            bytes);
    out.add(new Pulled.Arrived(new Delivered.Refused(letter), Optional.empty()));
  }
}
