package dev.redthread.pipeline.change;

import dev.redthread.normalize.Sources;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pattern files over a log of clicks, logins and failures of persons on devices, whose records come
 * half an hour late at most.
 */
public final class PatternTextsOfTests {
  public static final Sources SOURCES =
      Sources.read(
          Map.of(
              "test.yml",
              """
              sources:
                - name: test.log
                  title: A log for this test
                  logsources: [{product: test}]
                  delay: {typical: 1m, max: 30m}
              dedup: id
              id: id
              time:
                - {path: at, format: iso}
              fields:
                event.action: type
                user.email: {path: user, kind: identity}
                device.id: device
                source.ip: ip
              person: [user.email]
              activity:
                type: event.action
                rules:
                  - {type: click, is: phish.clicked}
                  - {type: login, is: login.succeeded}
                  - {type: fail, is: login.failed}
                  - {type: link, is: device.linked}
              """));

  public static final String RULES =
      """
      {title: Click, id: click, name: click, logsource: {category: activity},
       detection: {s: {activity: phish.clicked}, condition: s}}
      ---
      {title: Login, id: login, name: login, logsource: {category: activity},
       detection: {s: {activity: login.succeeded}, condition: s}}
      ---
      {title: Fail, id: fail, name: fail, logsource: {category: activity},
       detection: {s: {activity: login.failed}, condition: s}}
      """;

  /** A click, then a login within an hour. */
  public static final String PHISHED =
      """
      title: A login after a click
      id: phished
      level: high
      sequence:
        group-by: [person]
        timespan: 1h
        steps: [{click: {rule: click}}, {login: {rule: login}}]
      """;

  /** Two failures within an hour. */
  public static final String FAILURES =
      """
      title: Failures
      id: failures
      correlation:
        type: event_count
        rules: fail
        group-by: [person]
        timespan: 1h
        condition: {gte: 2}
      """;

  private PatternTextsOfTests() {}

  /** A version of files that are called by their place. */
  public static PatternVersion version(long number, long since, String... texts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String text : texts) {
      files.put("patterns/" + files.size() + ".yml", text);
    }
    return PatternVersion.of(number, since, files);
  }

  /** A job that is started with files. */
  public static Versions startedWith(String... texts) {
    return new Versions(version(1, 0, texts), SOURCES.catalog());
  }
}
