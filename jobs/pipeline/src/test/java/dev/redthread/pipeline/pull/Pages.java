package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/** Ways to page through a log, and pages. */
final class Pages {
  /** Pages by a token in the body, a time window for each poll. */
  static final String WINDOW =
      """
      pull:
        url: '{api}/logs?from={from}&to={to}'
        needs: {api: the host}
        auth: {kind: bearer}
        records: entries
        next: {token: more, parameter: cursor}
        interval: 1m
        overlap: 10m
        most_bytes: 2000
        rate: {remaining: x-left, reset: x-reset}
      """;

  /** Goes on from link to link. */
  static final String FOLLOW =
      """
      pull:
        url: '{api}/logs?since={from}'
        needs: {api: the host}
        auth: {kind: header, name: Authorization, prefix: SSWS}
        paging: follow
        next: {link: next}
        interval: 30s
        overlap: 10m
      """;

  static String entry(int id) {
    return "{\"id\":\"%d\", \"n\": 1.50}".formatted(id);
  }

  static Answer page(String more, int... ids) {
    StringBuilder body = new StringBuilder("{\"entries\": [");
    for (int i = 0; i < ids.length; i++) {
      body.append(i == 0 ? "" : " , ").append(entry(ids[i]));
    }
    return Answer.ok(body + "], \"more\": \"" + more + "\"}");
  }

  /** One answer after the other, the last one again and again. */
  static Function<Asked, Answer> script(Answer... answers) {
    Deque<Answer> left = new ArrayDeque<>(List.of(answers));
    return asked -> left.size() == 1 ? left.getFirst() : left.removeFirst();
  }

  private Pages() {}
}
