package dev.redthread.engine.match;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence laid out for matching: its mandatory steps with the absences before each, and the
 * optional steps by the gap they belong to.
 *
 * @param timespan in milliseconds
 * @param distinct whether an event fills at most one step
 * @param mandatory the mandatory steps in the order of the file
 * @param optional the optional steps in the order of the file
 */
public record SequencePlan(
    long timespan, boolean distinct, List<Mandatory> mandatory, List<Optional> optional) {
  public SequencePlan {
    mandatory = List.copyOf(mandatory);
    optional = List.copyOf(optional);
  }

  /**
   * A mandatory step.
   *
   * @param file its place in the file
   * @param roles the rules that fill it
   * @param negated the rules no event strictly between the previous mandatory step and this may
   *     match
   * @param negatedDelay the greatest delay of those rules, in milliseconds
   */
  public record Mandatory(
      Fill fill, int file, long roles, boolean negates, long negated, long negatedDelay) {}

  /**
   * An optional step.
   *
   * @param file its place in the file
   * @param gap how many mandatory steps stand before it
   */
  public record Optional(Fill fill, int file, int gap) {}

  /**
   * What fills a step.
   *
   * @param roles the rules that fill it
   * @param least the length of the repetition, 1 for a plain step
   * @param most how many events are attached at the most
   * @param within the bound from the previous mandatory step in milliseconds, or the end of time
   * @param span the bound of the repetition in milliseconds, or the end of time
   */
  public record Fill(String name, long roles, int least, int most, long within, long span) {
    static Fill of(Step step) {
      Integer most = step.most();
      Long within = step.within();
      Long span = step.span();
      return new Fill(
          step.name(),
          Roles.of(step),
          step.least(),
          most == null ? Integer.MAX_VALUE : most,
          within == null ? Long.MAX_VALUE : within,
          span == null ? Long.MAX_VALUE : span);
    }

    public boolean isPlain() {
      return least == 1;
    }
  }

  public static SequencePlan of(CompiledPattern pattern, Shape.Sequence shape, PatternSet set) {
    Roles rules = new Roles(pattern, set);
    List<Mandatory> mandatory = new ArrayList<>();
    List<Optional> optional = new ArrayList<>();
    boolean negates = false;
    long negated = 0;
    long delay = 0;
    for (int i = 0; i < shape.steps().size(); i++) {
      Step step = shape.steps().get(i);
      switch (step.kind()) {
        case OPTIONAL -> optional.add(new Optional(Fill.of(step), i, mandatory.size()));
        case NOT -> {
          negates = true;
          negated |= Roles.of(step);
          delay = Math.max(delay, rules.maxDelay(step));
        }
        case MANDATORY -> {
          Fill fill = Fill.of(step);
          mandatory.add(new Mandatory(fill, i, fill.roles(), negates, negated, delay));
          negates = false;
          negated = 0;
          delay = 0;
        }
      }
    }
    return new SequencePlan(shape.timespan(), shape.distinct(), mandatory, optional);
  }

  /** The place of the last mandatory step among the mandatory ones. */
  public int last() {
    return mandatory.size() - 1;
  }

  /** The rules that fill some mandatory step. */
  public long mandatoryRoles() {
    return mandatory.stream().mapToLong(Mandatory::roles).reduce(0, (one, other) -> one | other);
  }

  /** The rules that some absence names. */
  public long negatedRoles() {
    return mandatory.stream().mapToLong(Mandatory::negated).reduce(0, (one, other) -> one | other);
  }

  /** The rules of the steps that are attached after the completing event. */
  public long trailingRoles() {
    return optional.stream()
        .filter(step -> step.gap() == mandatory.size())
        .mapToLong(step -> step.fill().roles())
        .reduce(0, (one, other) -> one | other);
  }
}
