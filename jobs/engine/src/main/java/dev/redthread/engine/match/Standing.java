package dev.redthread.engine.match;

import dev.redthread.engine.Completion;
import dev.redthread.engine.TimelineEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a completion of a sequence stands on that was decided once: when its chain begins, and what
 * contradicts it. Its events may be gone from the timeline.
 */
final class Standing {
  private final SequencePlan plan;
  private final Set<String> own;

  Standing(SequencePlan plan) {
    this.plan = plan;
    own =
        plan.mandatory().stream()
            .map(step -> step.fill().name())
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * When a chain begins. One that was kept from another form of the pattern may have none of the
   * steps; then all of it counts.
   */
  long begins(Completion completion) {
    return completion.chain().stream()
        .filter(part -> part.binding() && own.contains(part.step()))
        .mapToLong(part -> part.event().eventTime())
        .min()
        .orElseGet(
            () ->
                completion.chain().stream()
                    .mapToLong(part -> part.event().eventTime())
                    .min()
                    .orElse(completion.event().eventTime()));
  }

  /** When the events of the first two steps of a chain happened, as far as it has both. */
  Partners.Chosen chosen(Completion completion) {
    String second = plan.last() < 2 ? "" : plan.mandatory().get(1).fill().name();
    return new Partners.Chosen(
        begins(completion),
        completion.chain().stream()
            .filter(part -> part.binding() && part.step().equals(second))
            .mapToLong(part -> part.event().eventTime())
            .max()
            .orElse(Long.MAX_VALUE));
  }

  /** Whether an event contradicts it by lying where it does, whatever else is known. */
  boolean isRefuted(Timeline timeline, TimelineEvent event, Completion completion) {
    long first = begins(completion);
    if (lies(event, first, completion, plan.innerRoles(), plan.leading(), plan.trailing())) {
      return true;
    }
    return plan.compared().stream()
        .filter(absence -> (absence.absence().roles() & event.roles()) != 0)
        .filter(absence -> absence.mayHold(timeline, event, completion, plan.names()))
        .anyMatch(
            absence -> {
              List<SequencePlan.Absence> only = List.of(absence.absence());
              return lies(
                  event,
                  first,
                  completion,
                  absence.isLeading() || absence.isTrailing(plan.last())
                      ? 0
                      : absence.absence().roles(),
                  absence.isLeading() ? only : List.of(),
                  absence.isTrailing(plan.last()) ? only : List.of());
            });
  }

  /** Whether an event lies where it may not, by its rules. */
  private static boolean lies(
      TimelineEvent event,
      long first,
      Completion completion,
      long between,
      List<SequencePlan.Absence> before,
      List<SequencePlan.Absence> after) {
    long time = event.event().eventTime();
    long completing = completion.event().eventTime();
    if (first < time && time < completing) {
      return (event.roles() & between) != 0;
    }
    return time < first
        ? SequencePlan.reach(before.stream(), event.roles()) >= first - time
        : time > completing
            && SequencePlan.reach(after.stream(), event.roles()) >= time - completing;
  }
}
