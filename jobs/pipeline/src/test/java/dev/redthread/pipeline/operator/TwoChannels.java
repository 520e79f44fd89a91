package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.normalize.Sources;
import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.compiled.PatternSet;
import java.time.Duration;
import java.util.Map;

/**
 * Two log sources, one a minute late at the most and one six hours, and patterns that wait for the
 * one or the other.
 */
public final class TwoChannels {
  public static final String QUICK = "quick.log";
  public static final String SLOW = "slow.log";

  /** A login, then a reset, and the slow source does not revoke between; waits for that. */
  public static final String SETTLED = "settled-on-slow";

  /** The same, raised at once. */
  public static final String PROVISIONAL = "provisional-on-slow";

  /** A reset that the quick source does not confirm within ten minutes. */
  public static final String UNCONFIRMED = "unconfirmed-on-quick";

  /** Each beat of the quick source by itself: they tell the time in what comes out. */
  public static final String BEAT = "beat";

  private static final String MAPPING =
      """
      sources:
        - name: %1$s.log
          title: A log for this test
          logsources: [{product: %1$s}]
          delay: {typical: 1m, max: %2$s}
      dedup: id
      id: id
      time:
        - {path: at, format: iso}
      fields:
        event.action: type
        user.email: {path: user, kind: identity}
      person: [user.email]
      """;

  public static final Sources SOURCES =
      Sources.read(
          Map.of(
              "quick.yml", MAPPING.formatted("quick", "1m"),
              "slow.yml", MAPPING.formatted("slow", "6h")));

  private static final String RULE =
      """
      title: %1$s
      id: %1$s
      name: %1$s
      logsource: {product: %2$s}
      detection: {sel: {event.action: %1$s}, condition: sel}
      ---
      """;

  private static final String SEQUENCE =
      """
      title: %1$s
      id: %1$s
      sequence:
        group-by: [person]
        timespan: 1h
        absence: %2$s
        steps:
          - login: {rule: login}
          - not: {rule: revoked}
          - reset: {rule: reset}
      ---
      """;

  private TwoChannels() {}

  public static PatternSet patterns() {
    return patterns(Duration.ZERO);
  }

  /** The patterns, when each source may be later by so much. */
  public static PatternSet patterns(Duration extraDelay) {
    String text =
        RULE.formatted("login", "quick")
            + RULE.formatted("reset", "quick")
            + RULE.formatted("confirmed", "quick")
            + RULE.formatted("revoked", "slow")
            + RULE.formatted(BEAT, "quick")
            + SEQUENCE.formatted(SETTLED, "settled")
            + SEQUENCE.formatted(PROVISIONAL, "provisional")
            + """
            title: %1$s
            id: %1$s
            sequence:
              group-by: [person]
              timespan: 1h
              steps:
                - reset: {rule: reset}
                - not: {rule: confirmed, within: 10m}
            """
                .formatted(UNCONFIRMED);
    Loaded loaded =
        PatternFiles.loadTexts(
            Map.of("channels.yml", text), SOURCES.catalog().withExtraDelay(extraDelay));
    assertThat(loaded.text()).isEmpty();
    return loaded.set();
  }
}
