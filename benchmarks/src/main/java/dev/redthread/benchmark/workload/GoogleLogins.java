package dev.redthread.benchmark.workload;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Records of Google Workspace's login audit, each of one person, time and id of its own. */
public final class GoogleLogins {
  public static final String SOURCE = "google_workspace.login";

  private GoogleLogins() {}

  /** The record with a number, which is its id. */
  static byte[] record(long number, int person, String event, long time) {
    return String.format(
            Locale.ROOT,
            """
            {"kind":"admin#reports#activity","id":{"time":"%4$s","uniqueQualifier":"%1$012d",\
            "applicationName":"login","customerId":"C03az79cb"},"etag":"\\"a1b2c3/%1$012d\\"",\
            "actor":{"email":"user%2$06d@corp.example","profileId":"1000000000000%2$06d"},\
            "ipAddress":"203.0.113.%5$d","events":[{"type":"login","name":"%3$s",\
            "parameters":[{"name":"login_type","value":"google_password"},\
            {"name":"login_challenge_method","multiValue":["password"]},\
            {"name":"is_suspicious","boolValue":false}]}]}""",
            number,
            person,
            event,
            Instant.ofEpochMilli(time),
            person % 100)
        .getBytes(StandardCharsets.UTF_8);
  }
}
