package dev.redthread.pipeline.change;

import dev.redthread.normalize.Sources;
import dev.redthread.pipeline.TestLog;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pattern files over clicks, logins and failures in {@link TestLog}. */
public final class PatternTextsOfTests {
  public static final Sources SOURCES = TestLog.SOURCES;

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

  /** A failure of somebody on a list. */
  public static final String LISTED =
      """
      {title: Failure of one who is watched, id: watched-fail, name: watched_fail,
       logsource: {category: activity},
       detection: {s: {activity: login.failed, user.email|expand: '%watched%'}, condition: s}}
      ---
      title: Listed
      id: listed
      correlation:
        type: event_count
        rules: watched_fail
        group-by: [person]
        timespan: 1h
        condition: {gte: 1}
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
