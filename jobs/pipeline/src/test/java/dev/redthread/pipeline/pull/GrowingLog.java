package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import dev.redthread.pipeline.pull.ApiServer.Sending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A vendor's log that more arrives in with each poll, in an order of its own: asked for a time, it
 * answers what has arrived by then of that time, the newest first, in pages that a token leads
 * through. Now and then it has other things to say.
 */
public final class GrowingLog implements AutoCloseable {
  /** The block of a mapping that asks for it. */
  public static final String BLOCK =
      """
      pull:
        url: '{api}/logs?from={from}&to={to}'
        needs: {api: the host}
        auth: {kind: bearer}
        records: entries
        next: {token: next.cursor, parameter: cursor}
        overlap: 2h
      """;

  public static final String TOKEN = "a token";

  private static final int PAGE = 20;
  private static final int EACH_POLL = 16;
  private static final Map<Integer, Answer> FAULTS =
      Map.of(
          3, Answer.of(429).with("Retry-After", "0"),
          6, Answer.of(503),
          9, Answer.of(401),
          12, Answer.ok("{\"entries\": [").sent(Sending.CUT),
          15, Answer.ok("{\"entries\": [{\"id\""));

  private final ApiServer server = new ApiServer(this::answer);
  private final List<Entry> log;
  private int arrived = EACH_POLL;
  private boolean growing = true;
  private int requests;
  private int polls;

  /** A record and its time. */
  public record Entry(Instant time, String json) {}

  /**
   * @param log in the order of arrival
   */
  public GrowingLog(List<Entry> log) {
    this.log = List.copyOf(log);
  }

  public String host() {
    return server.host();
  }

  private synchronized Answer answer(Asked asked) {
    requests++;
    Answer fault = FAULTS.get(requests);
    if (fault != null) {
      return fault;
    }
    if (!asked.header("Authorization").equals("Bearer " + TOKEN)) {
      return Answer.of(401);
    }
    Instant from = Instant.parse(asked.parameter("from"));
    Instant to = Instant.parse(asked.parameter("to"));
    List<Entry> found = new ArrayList<>(log.subList(0, arrived));
    found.removeIf(entry -> entry.time().isBefore(from) || !entry.time().isBefore(to));
    found.sort(Comparator.comparing(Entry::time).reversed());
    String cursor = asked.parameter("cursor");
    int begin = Math.min(cursor.isEmpty() ? 0 : Integer.parseInt(cursor), found.size());
    int end = Math.min(begin + PAGE, found.size());
    if (end == found.size()) {
      polls++;
      arrived = growing ? Math.min(log.size(), arrived + EACH_POLL) : arrived;
    }
    return Answer.ok(
        "{\"entries\": [%s], \"next\": {\"cursor\": \"%s\"}}"
            .formatted(
                String.join(", ", found.subList(begin, end).stream().map(Entry::json).toList()),
                end < found.size() ? end : ""));
  }

  /** Whether more arrives with each poll, which it does until it is told not to. */
  public synchronized void grow(boolean more) {
    growing = more;
  }

  /** How many polls were answered to their end. */
  public synchronized int polls() {
    return polls;
  }

  @Override
  public void close() {
    server.close();
  }
}
