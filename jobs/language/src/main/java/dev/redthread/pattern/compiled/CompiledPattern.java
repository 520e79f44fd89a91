package dev.redthread.pattern.compiled;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as it runs.
 *
 * <p><i>Units:</i> {@code maxDelay} is milliseconds, the greatest delay of the sources the pattern
 * uses, or of the links between devices and persons that its events may come by; {@code risk} is 0
 * to 100.
 *
 * @param id the pattern's id, stable over its versions
 * @param title for people
 * @param level severity
 * @param tags Sigma tags, e.g. {@code attack.t1078.004}
 * @param risk added to an incident by each of its findings' patterns
 * @param shadow whether findings are kept and never page
 * @param runbook where a responder reads on, or null
 * @param rules the event rules it uses, as indices of {@link PatternSet#rules()}; steps refer to
 *     places in this list
 * @param groupBy the fields that make the group; empty only for {@link Shape.Single}
 * @param shape what it asks
 * @param maxDelay for deadlines and expiry
 * @param handsOver of a part of a sequence whose key changes after it: the next key, and where each
 *     rule of the last step has it; empty for anything else
 * @param links by which its events may come to a person late
 * @param response who answers for it, and who is told
 */
public record CompiledPattern(
    String id,
    String title,
    Level level,
    List<String> tags,
    int risk,
    boolean shadow,
    @Nullable String runbook,
    List<Integer> rules,
    List<GroupKey> groupBy,
    Shape shape,
    long maxDelay,
    List<GroupKey> handsOver,
    LateLinks links,
    Response response)
    implements Serializable {
  public CompiledPattern {
    tags = List.copyOf(tags);
    rules = List.copyOf(rules);
    groupBy = List.copyOf(groupBy);
    handsOver = List.copyOf(handsOver);
    maxDelay = Math.max(maxDelay, links.most());
  }

  /** A pattern whose events come to a person by no link, and that nobody answers for. */
  public CompiledPattern(
      String id,
      String title,
      Level level,
      List<String> tags,
      int risk,
      boolean shadow,
      @Nullable String runbook,
      List<Integer> rules,
      List<GroupKey> groupBy,
      Shape shape,
      long maxDelay,
      List<GroupKey> handsOver) {
    this(
        id,
        title,
        level,
        tags,
        risk,
        shadow,
        runbook,
        rules,
        groupBy,
        shape,
        maxDelay,
        handsOver,
        LateLinks.NONE,
        Response.NONE);
  }

  /** Such a pattern of one key, or the last part of one. */
  public CompiledPattern(
      String id,
      String title,
      Level level,
      List<String> tags,
      int risk,
      boolean shadow,
      @Nullable String runbook,
      List<Integer> rules,
      List<GroupKey> groupBy,
      Shape shape,
      long maxDelay) {
    this(id, title, level, tags, risk, shadow, runbook, rules, groupBy, shape, maxDelay, List.of());
  }

  /** This pattern with somebody who answers for it. */
  public CompiledPattern answeredBy(Response now) {
    return new CompiledPattern(
        id, title, level, tags, risk, shadow, runbook, rules, groupBy, shape, maxDelay, handsOver,
        links, now);
  }

  /**
   * This sequence as a part of one whose key changes after it.
   *
   * @param number counts the parts from 1
   */
  public CompiledPattern segment(int number, List<GroupKey> next) {
    return new CompiledPattern(
        id + "/" + number,
        title + ", part " + number,
        level,
        tags,
        risk,
        shadow,
        runbook,
        rules,
        groupBy,
        ((Shape.Sequence) shape).provisional(),
        maxDelay,
        next,
        LateLinks.NONE,
        response);
  }

  /** This pattern with the links that its events may come by. */
  public CompiledPattern with(LateLinks late) {
    return new CompiledPattern(
        id, title, level, tags, risk, shadow, runbook, rules, groupBy, shape, maxDelay, handsOver,
        late, response);
  }

  /** How late the events of the rule at a place may be, in milliseconds. */
  public long maxDelay(int place, PatternSet set) {
    return Math.max(set.rules().get(rules.get(place)).maxDelay(), links.delay(place));
  }

  /**
   * Whether a link counts for an event of this pattern: if it is not known whose its device was
   * before, one that comes up to the timespan later does.
   *
   * @param ahead how far after the event the link is, in milliseconds
   */
  public boolean countsLink(long ahead) {
    return links.places().isEmpty() || ahead <= timespan();
  }

  /** Whether it is a part of a sequence that another part goes on from. */
  public boolean isSegment() {
    return !handsOver.isEmpty();
  }

  /** Of a sequence, the places of the rules that fill its last mandatory step; none of others. */
  public List<Integer> completingRules() {
    List<Integer> last = List.of();
    if (shape instanceof Shape.Sequence sequence) {
      for (Step step : sequence.steps()) {
        last = step.kind() == Step.Kind.MANDATORY ? step.rules() : last;
      }
    }
    return last;
  }

  /** How far before a completing event anything is looked at, in milliseconds. */
  public long timespan() {
    if (shape instanceof Shape.Sequence sequence) {
      return sequence.timespan();
    } else if (shape instanceof Shape.Window window) {
      return window.timespan();
    } else if (shape instanceof Shape.Temporal temporal) {
      return temporal.timespan();
    } else if (shape instanceof Shape.Java java) {
      return java.timespan();
    }
    return shape instanceof Shape.NewValue newValue ? newValue.baseline() : 0;
  }

  /**
   * For how long after its time an event may come to complete the pattern, or cease to, on the
   * received clock: as late as an event may be, and as far as an absence reaches beyond it.
   */
  public long settleDelay() {
    long reach = 0;
    if (shape instanceof Shape.Sequence sequence) {
      for (Step step : sequence.steps()) {
        Long within = step.within();
        if (step.kind() == Step.Kind.MANDATORY) {
          reach = 0;
        } else if (step.kind() == Step.Kind.NOT && within != null) {
          reach = Math.max(reach, within);
        }
      }
    }
    return maxDelay + reach;
  }
}
