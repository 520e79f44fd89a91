package dev.redthread.engine.match;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.Constraint;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A sequence laid out for matching: its mandatory steps with the absences before each, the optional
 * steps by the gap they belong to, and the absences around the whole.
 *
 * @param timespan in milliseconds
 * @param distinct whether an event fills at most one step
 * @param mandatory the mandatory steps in the order of the file
 * @param optional the optional steps in the order of the file
 * @param leading the absences before the first mandatory step
 * @param trailing the absences after the last one
 * @param until the absence between the first and the last mandatory event
 * @param settles whether a chain waits until its absences are decided
 * @param attached what steps compare of which one at the least is optional
 * @param compared the absences, wherever they stand, that compare their events with the chain's
 */
public record SequencePlan(
    long timespan,
    boolean distinct,
    List<Mandatory> mandatory,
    List<Optional> optional,
    List<Absence> leading,
    List<Absence> trailing,
    Absence until,
    boolean settles,
    List<Join> attached,
    List<ComparedAbsence> compared) {
  public SequencePlan {
    mandatory = List.copyOf(mandatory);
    optional = List.copyOf(optional);
    leading = List.copyOf(leading);
    trailing = List.copyOf(trailing);
    attached = List.copyOf(attached);
    compared = List.copyOf(compared);
  }

  /**
   * A mandatory step.
   *
   * @param file its place in the file
   * @param roles the rules that fill it
   * @param absence what may not be strictly between the previous mandatory step and this; of a
   *     group its first step has it
   * @param joins what its events must satisfy with those of mandatory steps before
   * @param begin the first mandatory step of its group, else the step itself, by its place among
   *     the mandatory ones
   * @param end the place after the last one of its group
   */
  public record Mandatory(
      Fill fill, int file, long roles, Absence absence, List<Join> joins, int begin, int end) {
    public Mandatory {
      joins = List.copyOf(joins);
    }

    /** Whether it may be filled before or after other mandatory steps. */
    public boolean isGrouped() {
      return end - begin > 1;
    }

    public long negated() {
      return absence.roles();
    }
  }

  /**
   * What may not be there.
   *
   * @param roles the rules no event may match; none of them when nothing is asked
   * @param within how far it reaches from its step in milliseconds; 0 where a step bounds it
   * @param delay the greatest delay of those rules, in milliseconds
   */
  public record Absence(long roles, long within, long delay) {
    static final Absence NONE = new Absence(0, 0, 0);

    /** Whether anything is asked. */
    public boolean isAsked() {
      return roles != 0;
    }

    Absence and(long otherRoles, long otherDelay) {
      return new Absence(roles | otherRoles, within, Math.max(delay, otherDelay));
    }
  }

  /**
   * An optional step.
   *
   * @param file its place in the file
   * @param gap how many mandatory steps stand before it, and before its group
   * @param next how many mandatory steps do not stand after it
   * @param element the place in the file of the first step of its group, else its own
   * @param grouped whether it stands in a group
   */
  public record Optional(Fill fill, int file, int gap, int next, int element, boolean grouped) {}

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
          Roles.of(step.rules()),
          step.least(),
          most == null ? Integer.MAX_VALUE : most,
          within == null ? Long.MAX_VALUE : within,
          span == null ? Long.MAX_VALUE : span);
    }

    boolean hasExtras() {
      return most > least;
    }

    public boolean isPlain() {
      return least == 1;
    }
  }

  public static SequencePlan of(CompiledPattern pattern, Shape.Sequence shape, PatternSet set) {
    Roles rules = new Roles(pattern, set);
    List<Mandatory> mandatory = new ArrayList<>();
    List<Optional> optional = new ArrayList<>();
    List<Absence> leading = new ArrayList<>();
    List<Absence> open = new ArrayList<>();
    List<Join> attached = new ArrayList<>();
    Map<Step, Integer> comparing = new LinkedHashMap<>();
    Map<String, Step> byName =
        shape.steps().stream()
            .collect(Collectors.toMap(Step::name, step -> step, (one, other) -> one));
    Map<String, Integer> places = new HashMap<>();
    Elements elements = new Elements(shape.steps());
    for (int i = 0; i < shape.steps().size(); i++) {
      Step step = shape.steps().get(i);
      if (step.kind() != Step.Kind.NOT) {
        places.put(
            step.name(), step.kind() == Step.Kind.MANDATORY ? mandatory.size() : ~optional.size());
      }
      List<Join> joins = new ArrayList<>();
      for (Constraint constraint : step.where()) {
        if (step.kind() == Step.Kind.NOT || !places.keySet().containsAll(constraint.steps())) {
          continue;
        }
        Join join = Join.of(constraint, step.name(), places, byName);
        if (join.isMandatory()) {
          joins.add(join);
        } else {
          attached.add(join);
        }
      }
      switch (step.kind()) {
        case OPTIONAL ->
            optional.add(
                new Optional(
                    Fill.of(step),
                    i,
                    elements.before(i),
                    elements.upTo(i),
                    elements.first(i),
                    step.group() != null));
        case NOT -> {
          if (step.where().isEmpty()) {
            open.add(absence(step, rules));
          } else {
            comparing.put(step, mandatory.size());
          }
        }
        case MANDATORY -> {
          Fill fill = Fill.of(step);
          Absence between = Absence.NONE;
          if (mandatory.isEmpty()) {
            leading.addAll(open);
          } else {
            for (Absence absence : open) {
              between = between.and(absence.roles(), absence.delay());
            }
          }
          open.clear();
          mandatory.add(
              new Mandatory(
                  fill, i, fill.roles(), between, joins, elements.before(i), elements.upTo(i)));
        }
      }
    }
    List<ComparedAbsence> compared = new ArrayList<>();
    comparing.forEach(
        (not, gap) ->
            ComparedAbsence.of(not, absence(not, rules), gap, mandatory, byName)
                .ifPresent(compared::add));
    boolean waits = compared.stream().anyMatch(absence -> absence.gap() == mandatory.size());
    return new SequencePlan(
        shape.timespan(),
        shape.distinct(),
        mandatory,
        optional,
        leading,
        open,
        Absence.NONE.and(Roles.of(shape.until()), rules.maxDelay(shape.until())),
        shape.settled() || !open.isEmpty() || waits,
        attached,
        compared);
  }

  private static Absence absence(Step step, Roles rules) {
    Long within = step.within();
    return new Absence(
        Roles.of(step.rules()), within == null ? 0 : within, rules.maxDelay(step.rules()));
  }

  /** The first so many mandatory steps as a sequence of their own, without what is optional. */
  public SequencePlan first(int steps) {
    return new SequencePlan(
        timespan,
        distinct,
        mandatory.subList(0, steps),
        List.of(),
        leading,
        List.of(),
        until,
        false,
        List.of(),
        compared.stream().filter(absence -> absence.ready() < steps).toList());
  }

  /** Whether mandatory steps stand in groups in any order. */
  public boolean isGrouped() {
    return mandatory.stream().anyMatch(Mandatory::isGrouped);
  }

  /**
   * Whether a repetition in a group may leave an event to another step of the group.
   *
   * @param kinds the roles that events have together
   */
  boolean sharesRepeated(Set<Long> kinds) {
    for (Mandatory step : mandatory) {
      for (Mandatory other : mandatory.subList(step.begin(), step.end())) {
        if (!step.fill().isPlain()
            && other.file() != step.file()
            && kinds.stream()
                .anyMatch(roles -> (roles & step.roles()) != 0 && (roles & other.roles()) != 0)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The rules that fill the mandatory steps of the group of a step, or the step. */
  long elementRoles(int step) {
    long roles = 0;
    for (Mandatory each :
        mandatory.subList(mandatory.get(step).begin(), mandatory.get(step).end())) {
      roles |= each.roles();
    }
    return roles;
  }

  /** The fields of two mandatory steps that are compared. */
  List<Join.Pair> pairs() {
    return mandatory.stream()
        .flatMap(step -> step.joins().stream())
        .flatMap(join -> join.pair().stream())
        .toList();
  }

  /** Whether mandatory steps, or absences, compare events. */
  public boolean compares() {
    return !compared.isEmpty() || mandatory.stream().anyMatch(step -> !step.joins().isEmpty());
  }

  /** The names of the mandatory steps. */
  public List<String> names() {
    return mandatory.stream().map(step -> step.fill().name()).toList();
  }

  /** The place of the last mandatory step among the mandatory ones. */
  public int last() {
    return mandatory.size() - 1;
  }

  /** The rules that fill some mandatory step. */
  public long mandatoryRoles() {
    return mandatory.stream().mapToLong(Mandatory::roles).reduce(0, (one, other) -> one | other);
  }

  /** The rules that no event between two mandatory steps may match, here or there. */
  public long innerRoles() {
    return mandatory.stream()
        .mapToLong(Mandatory::negated)
        .reduce(until.roles(), (one, other) -> one | other);
  }

  /** The rules of the steps that are attached after the completing event. */
  public long attachedAfterRoles() {
    return optional.stream()
        .filter(step -> step.next() == mandatory.size())
        .mapToLong(step -> step.fill().roles())
        .reduce(0, (one, other) -> one | other);
  }

  /**
   * The rules of what is attached before the first mandatory event: any such event may be attached
   * to all chains that end within the timespan.
   */
  long attachedBeforeRoles() {
    long roles = 0;
    for (Mandatory first : mandatory.subList(0, mandatory.get(0).end())) {
      roles |= first.fill().hasExtras() ? first.roles() : 0;
    }
    return optional.stream()
        .filter(step -> step.gap() == 0)
        .mapToLong(step -> step.fill().roles())
        .reduce(roles, (one, other) -> one | other);
  }

  /** The rules of what is attached between mandatory steps. */
  long attachedBetweenRoles() {
    long roles = 0;
    for (Mandatory step : mandatory) {
      roles |= step.fill().hasExtras() ? step.fill().roles() : 0;
    }
    for (Optional step : optional) {
      roles |= step.fill().roles();
    }
    return roles;
  }

  /** The absences before the first step, also those that compare. */
  Stream<Absence> before() {
    return Stream.concat(leading.stream(), compared(0, 0));
  }

  /** The absences after the last step, also those that compare. */
  Stream<Absence> after() {
    return Stream.concat(trailing.stream(), compared(mandatory.size(), mandatory.size()));
  }

  /** The absences that compare and before which so many mandatory steps stand. */
  Stream<Absence> compared(int from, int to) {
    return compared.stream()
        .filter(absence -> from <= absence.gap() && absence.gap() <= to)
        .map(ComparedAbsence::absence);
  }

  /** The rules of absences. */
  static long roles(Stream<Absence> absences) {
    return absences.mapToLong(Absence::roles).reduce(0, (one, other) -> one | other);
  }

  /** How far absences with any of these rules reach at the most, in milliseconds. */
  static long reach(Stream<Absence> absences, long roles) {
    return absences
        .filter(absence -> (absence.roles() & roles) != 0)
        .mapToLong(Absence::within)
        .max()
        .orElse(0);
  }

  /** Steps and groups of steps as the elements of a sequence. */
  private record Elements(List<Step> steps) {

    /** The first step of the element of a step. */
    int first(int step) {
      int first = step;
      while (first > 0 && steps.get(first - 1).isInGroupOf(steps.get(step))) {
        first--;
      }
      return first;
    }

    /** How many mandatory steps stand before the element of a step. */
    int before(int step) {
      return mandatory(first(step));
    }

    /** How many mandatory steps do not stand after the element of a step. */
    int upTo(int step) {
      int end = step + 1;
      while (end < steps.size() && steps.get(end).isInGroupOf(steps.get(step))) {
        end++;
      }
      return mandatory(end);
    }

    private int mandatory(int end) {
      return (int)
          steps.subList(0, end).stream().filter(step -> step.kind() == Step.Kind.MANDATORY).count();
    }
  }
}
