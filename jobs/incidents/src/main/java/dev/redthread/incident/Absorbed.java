package dev.redthread.incident;

import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import org.jspecify.annotations.Nullable;

/**
 * What remains of findings that were let go to stay within an entity's budget.
 *
 * @param findings how many they were
 * @param events how many events they had
 * @param last the event time of their last event
 * @param risk the sum of their risk, 0 to 100
 * @param level the highest of their levels, shadow patterns left out; null when all were shadow
 * @param pageLevel the highest level of those whose patterns page; null when none does
 * @param alwaysPages whether the pattern of one of them pages whatever its level
 */
record Absorbed(
    int findings,
    int events,
    long last,
    int risk,
    @Nullable Level level,
    @Nullable Level pageLevel,
    boolean alwaysPages) {

  static Absorbed of(@Nullable Absorbed so, KeptFinding more) {
    Absorbed one =
        new Absorbed(
            1,
            more.eventCount(),
            more.last(),
            more.pattern().shadow() ? 0 : more.risk(),
            more.pattern().shadow() ? null : more.pattern().level(),
            more.mayPage() ? more.pattern().level() : null,
            more.mayPage() && more.pattern().response().paging() == Paging.ALWAYS);
    Absorbed all = so == null ? one : so.plus(one);
    return more.absorbed() == null ? all : all.plus(more.absorbed());
  }

  private Absorbed plus(Absorbed other) {
    return new Absorbed(
        findings + other.findings,
        events + other.events,
        Math.max(last, other.last),
        Math.min(IncidentContent.MOST_RISK, risk + other.risk),
        higher(level, other.level),
        higher(pageLevel, other.pageLevel),
        alwaysPages || other.alwaysPages);
  }

  private static @Nullable Level higher(@Nullable Level one, @Nullable Level other) {
    if (one == null || (other != null && other.compareTo(one) > 0)) {
      return other;
    }
    return one;
  }
}
