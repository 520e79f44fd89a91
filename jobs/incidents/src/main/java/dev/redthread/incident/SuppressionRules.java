package dev.redthread.incident;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Status;
import dev.redthread.pattern.compiled.Suppression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which findings of a pattern may page, where it says that one speaks for those like it.
 *
 * <p>The time begins when a finding is first heard of that may page, on the received clock: that is
 * the clock of whoever is paged, and a log that comes hours late must not fall into a time that was
 * over before anybody was told. Hence which of several findings pages depends on the order in which
 * they come, as does the order of pages; what is found does not.
 *
 * <p>Only a finding's first revision is decided on; later ones stay what they are. A finding that
 * one was merged into takes its place. One that is withdrawn leaves its place to the first that
 * waited, and if none did, the next pages.
 *
 * <p><i>Thread safety:</i> none needed; it has no state of its own.
 */
public final class SuppressionRules {
  private SuppressionRules() {}

  /**
   * A revision of a finding as incidents hear of it.
   *
   * @param suppressedUntil until when it and those like it do not page, on the received clock; null
   *     where nothing new is said of that
   */
  public record Said(Finding finding, @Nullable Long suppressedUntil) {}

  /**
   * What follows from a finding.
   *
   * @param state what to keep; null when nothing is left
   * @param said what incidents are to hear, in this order
   */
  public record Outcome(@Nullable Suppressed state, List<Said> said) {
    public Outcome {
      said = List.copyOf(said);
    }
  }

  /** What findings that suppress each other have in common; empty where none does. */
  public static Optional<String> key(Finding finding) {
    Suppression suppression = finding.pattern().response().suppression();
    if (suppression == null || !finding.pattern().mayPage()) {
      return Optional.empty();
    }
    StringBuilder key = new StringBuilder(finding.pattern().id());
    for (String field : suppression.by()) {
      key.append('\0').append(value(finding, field));
    }
    return Optional.of(key.toString());
  }

  private static String value(Finding finding, String field) {
    return finding.group().stream()
        .filter(part -> part.field().equals(field))
        .map(GroupValue::value)
        .findFirst()
        .orElseGet(
            () ->
                finding.chain().stream()
                    .findFirst()
                    .map(link -> String.join("\1", Entity.texts(link.event().field(field))))
                    .orElse(""));
  }

  /**
   * Takes a revision in.
   *
   * @param state what is kept of the finding's {@link #key}; null when nothing is
   * @param receivedClock milliseconds since 1970 UTC, or {@link Long#MIN_VALUE} and {@link
   *     Long#MAX_VALUE} before the first and after the last watermark
   */
  public static Outcome onFinding(@Nullable Suppressed state, Finding finding, long receivedClock) {
    Suppression suppression = finding.pattern().response().suppression();
    Said plain = new Said(finding, null);
    if (suppression == null) {
      return new Outcome(state, List.of(plain));
    }
    long now = now(finding, receivedClock);
    Suppressed running = state == null || isOver(state, now) ? null : state;
    if (finding.status() != Status.OPEN) {
      return running == null
          ? new Outcome(null, List.of(plain))
          : onEnd(running, finding, now + suppression.period());
    }
    boolean first = finding.revision() == 1;
    if (running == null) {
      return new Outcome(
          first ? new Suppressed(finding.id(), now + suppression.period(), List.of()) : null,
          List.of(plain));
    }
    boolean suppressed =
        !finding.id().equals(running.told()) && (first || running.holds(finding.id()));
    return suppressed
        ? new Outcome(running.with(finding), List.of(new Said(finding, running.until())))
        : new Outcome(running, List.of(plain));
  }

  /** A finding that holds no more. */
  private static Outcome onEnd(Suppressed state, Finding finding, long newUntil) {
    Said plain = new Said(finding, null);
    String into = finding.into();
    if (!finding.id().equals(state.told())) {
      return new Outcome(state.without(finding.id()), List.of(plain));
    } else if (finding.status() == Status.MERGED && into != null) {
      return new Outcome(state.passedTo(into, state.until()), List.of(plain));
    } else if (state.waiting().isEmpty()) {
      return new Outcome(null, List.of(plain));
    }
    Finding next = state.waiting().get(0);
    return new Outcome(state.passedTo(next.id(), newUntil), List.of(plain, new Said(next, null)));
  }

  /** What is left when the received clock has come so far. */
  public static @Nullable Suppressed onClock(Suppressed state, long receivedClock) {
    return isOver(state, receivedClock) ? null : state;
  }

  private static boolean isOver(Suppressed state, long now) {
    return state.until() <= now;
  }

  /** The received clock, which has come at least as far as the events that were received. */
  private static long now(Finding finding, long receivedClock) {
    long received =
        finding.chain().stream()
            .mapToLong(link -> link.event().receivedTime())
            .max()
            .orElse(finding.last());
    return receivedClock == Long.MAX_VALUE ? received : Math.max(received, receivedClock);
  }
}
