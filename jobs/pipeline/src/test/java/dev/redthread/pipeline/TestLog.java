package dev.redthread.pipeline;

import dev.redthread.normalize.Sources;
import java.util.Map;

/**
 * The log of most tests: what persons do on devices, each record with an id, a time, a type and
 * whatever it is about. Its records come half an hour late at most.
 */
public final class TestLog {
  /** The log as the source {@code test.log}. */
  public static final Sources SOURCES = late("30m");

  private TestLog() {}

  /** The same log with records that come so late at most, e.g. {@code 8h}. */
  public static Sources late(String greatestDelay) {
    return Sources.read(Map.of("test.yml", mapping(greatestDelay)));
  }

  /** The mapping file, for what reads it itself. */
  public static String mapping(String greatestDelay) {
    return """
    sources:
      - name: test.log
        title: A log for this test
        logsources: [{product: test}]
        delay: {typical: 1m, max: %s}
    dedup: id
    id: id
    time:
      - {path: at, format: iso}
    fields:
      event.action: type
      user.email: {path: user, kind: identity}
      user.name: {path: login, kind: identity}
      device.id: {path: device, kind: host}
      source.ip: ip
    person: [user.email, user.name]
    links:
      - {namespace: test.login, name: user.name, person: user.email}
    activity:
      type: event.action
      rules:
        - {type: click, is: phish.clicked}
        - {type: fail, is: login.failed}
        - {type: login, is: login.succeeded}
        - {type: revoke, is: session.revoked}
        - {type: export, is: data.exported}
        - {type: link, is: device.linked}
    """
        .formatted(greatestDelay);
  }
}
