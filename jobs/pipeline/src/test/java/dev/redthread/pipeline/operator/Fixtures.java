package dev.redthread.pipeline.operator;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Expr;
import dev.redthread.pattern.compiled.GroupKey;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Match;
import dev.redthread.pattern.compiled.PatternSet;
import dev.redthread.pattern.compiled.Shape;
import dev.redthread.pattern.compiled.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two patterns over three activities, and events for them. Times are minutes, counted from 1970.
 *
 * <p>{@code phished-login}: a phishing click, then a login, of one person within an hour. {@code
 * click}: a click by itself.
 */
public final class Fixtures {
  public static final long MINUTE = 60_000;
  static final long DELAY = 30 * MINUTE;
  static final long TIMESPAN = 60 * MINUTE;
  public static final String SEQUENCE = "phished-login";
  public static final String SINGLE = "click";
  public static final PatternSet PATTERNS =
      new PatternSet(
          List.of(rule(0, Activity.PHISH_CLICKED), rule(1, Activity.LOGIN_SUCCEEDED)),
          List.of(
              new CompiledPattern(
                  SEQUENCE,
                  "Login after a click on a phishing link",
                  Level.HIGH,
                  List.of("attack.t1566"),
                  Level.HIGH.risk(),
                  false,
                  null,
                  List.of(0, 1),
                  List.of(new GroupKey(Event.PERSON, List.of(Event.PERSON, Event.PERSON))),
                  new Shape.Sequence(TIMESPAN, List.of(step("click", 0), step("login", 1)), true),
                  DELAY),
              new CompiledPattern(
                  SINGLE,
                  "Click on a phishing link",
                  Level.LOW,
                  List.of(),
                  Level.LOW.risk(),
                  false,
                  null,
                  List.of(0),
                  List.of(),
                  new Shape.Single(),
                  DELAY)));

  private Fixtures() {}

  private static CompiledRule rule(int index, Activity activity) {
    return new CompiledRule(
        index,
        activity.id(),
        Optional.empty(),
        DELAY,
        new Expr.Test("activity", new Match.Equal(activity.id(), false)));
  }

  private static Step step(String name, int rule) {
    return new Step(name, List.of(rule), Step.Kind.MANDATORY, 0, 1, 1, null, null);
  }

  static Event event(String id, long minute, Activity activity, Map<String, Value> fields) {
    return new Event(
        "lookout",
        id,
        minute * MINUTE,
        minute * MINUTE,
        activity,
        Fields.of(fields),
        new Origin("log.ndjson", 0, 1),
        false);
  }

  static Event ofPerson(String id, long minute, Activity activity, String person) {
    return event(id, minute, activity, Map.of(Event.PERSON, Value.of(person)));
  }

  static Event ofDevice(String id, long minute, Activity activity, String device) {
    return event(id, minute, activity, Map.of(Event.DEVICE, Value.of(device)));
  }
}
