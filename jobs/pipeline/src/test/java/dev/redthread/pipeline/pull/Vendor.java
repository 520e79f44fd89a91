package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.ApiServer.Answer;
import dev.redthread.pipeline.pull.ApiServer.Asked;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Audit APIs as their vendors document them, each over records that it is given. */
final class Vendor {
  private static final int PAGE = 2;

  private final List<String> records;
  private String host = "";

  Vendor(List<String> records) {
    this.records = List.copyOf(records);
  }

  /** What absolute links of its answers begin with. */
  void at(String name) {
    host = name;
  }

  private static Answer wrong(String what) {
    return new Answer(400, Map.of(), "{\"error\": \"" + what + "\"}", ApiServer.Sending.WHOLE);
  }

  private static int number(String text) {
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private String list(int begin) {
    int end = Math.min(records.size(), begin + PAGE);
    return "[" + String.join(",", records.subList(Math.min(begin, end), end)) + "]";
  }

  private boolean more(int begin) {
    return begin + PAGE < records.size();
  }

  /** GET /api/v1/logs: a polling query always has a next link. */
  Answer okta(Asked asked) {
    if (!asked.header("Authorization").equals("SSWS T0")) {
      return Answer.of(401);
    }
    if (!asked.path().equals("/api/v1/logs") || !asked.parameter("until").isEmpty()) {
      return wrong("not the polling query");
    }
    String after = asked.parameter("after");
    if (after.isEmpty() && !asked.parameter("since").matches("\\S+Z")) {
      return wrong("no since");
    }
    int begin = number(after);
    int next = Math.min(records.size(), begin + PAGE);
    String link = "<%s/api/v1/logs?limit=1000&sortOrder=ASCENDING&after=%d>; rel=\"%s\"";
    return Answer.ok(list(begin))
        .with(
            "Link", link.formatted(host, begin, "self") + ", " + link.formatted(host, next, "next"))
        .with("x-rate-limit-remaining", "119");
  }

  /** GET /orgs/{org}/audit-log: links while there is more. */
  Answer github(Asked asked) {
    if (!asked.header("Authorization").equals("Bearer T0")) {
      return Answer.of(401);
    }
    boolean asDocumented =
        asked.path().equals("/orgs/acme/audit-log")
            && asked.parameter("phrase").startsWith("created:>=20")
            && asked.parameter("order").equals("asc")
            && asked.header("Accept").equals("application/vnd.github+json")
            && asked.header("X-GitHub-Api-Version").equals("2022-11-28");
    if (!asDocumented) {
      return wrong("not the audit log");
    }
    int begin = number(asked.parameter("after"));
    Answer page = Answer.ok(list(begin));
    String query = asked.url().getRawQuery().replaceAll("&after=.*", "");
    return more(begin)
        ? page.with(
            "Link",
            "<%s/orgs/acme/audit-log?%s&after=%d>; rel=\"next\""
                .formatted(host, query, begin + PAGE))
        : page;
  }

  /** GET /audit/v1/logs: a cursor, empty at the end. */
  Answer slack(Asked asked) {
    if (!asked.header("Authorization").equals("Bearer T0")) {
      return Answer.of(401);
    }
    if (!asked.path().equals("/audit/v1/logs")
        || number(asked.parameter("oldest")) >= number(asked.parameter("latest"))) {
      return wrong("invalid_arguments");
    }
    int begin = number(asked.parameter("cursor"));
    return Answer.ok(
        "{\"entries\": %s, \"response_metadata\": {\"next_cursor\": \"%s\"}}"
            .formatted(list(begin), more(begin) ? begin + PAGE : ""));
  }

  /** A list that says {@code has_more} and the id of its last entry. */
  private Answer idList(String after) {
    int begin = after.isEmpty() ? 0 : number(after.substring(after.indexOf('-') + 1));
    return Answer.ok(
        "{\"object\": \"list\", \"data\": %s, \"first_id\": \"x-%d\", \"last_id\": \"x-%d\", \"has_more\": %s}"
            .formatted(list(begin), begin, begin + PAGE, more(begin)));
  }

  /** GET /v1/organization/audit_logs. */
  Answer openai(Asked asked) {
    if (!asked.header("Authorization").equals("Bearer T0")) {
      return Answer.of(401);
    }
    boolean asDocumented =
        asked.path().equals("/v1/organization/audit_logs")
            && number(asked.parameter("effective_at[gte]"))
                < number(asked.parameter("effective_at[lt]"))
            && number(asked.parameter("limit")) <= 100;
    return asDocumented ? idList(asked.parameter("after")) : wrong("not the audit log");
  }

  /** GET /v1/compliance/activities. */
  Answer anthropic(Asked asked) {
    if (!asked.header("x-api-key").equals("T0")) {
      return Answer.of(401);
    }
    boolean asDocumented =
        asked.path().equals("/v1/compliance/activities")
            && asked.parameter("created_at.gte").endsWith("Z")
            && asked.parameter("created_at.lt").endsWith("Z");
    return asDocumented ? idList(asked.parameter("after_id")) : wrong("not the activities");
  }

  /** GET /admin/reports/v1/activity/users/all/applications/{application}. */
  Answer google(Asked asked, String application) {
    if (!asked.path().equals("/admin/reports/v1/activity/users/all/applications/" + application)
        || asked.parameter("startTime").compareTo(asked.parameter("endTime")) >= 0) {
      return wrong("not the activities");
    }
    int begin = number(asked.parameter("pageToken"));
    String items = records.isEmpty() ? "" : ", \"items\": " + list(begin);
    String next = more(begin) ? ", \"nextPageToken\": \"" + (begin + PAGE) + "\"" : "";
    return Answer.ok("{\"kind\": \"admin#reports#activities\"" + items + next + "}");
  }

  /** GET …/subscriptions/content, and where its entries lead. */
  Answer microsoft(Asked asked) {
    String feed = "/api/v1.0/tenant-1/activity/feed/";
    if (asked.path().startsWith(feed + "audit/")) {
      return Answer.ok(list(number(asked.path().substring((feed + "audit/").length()))));
    }
    boolean asDocumented =
        asked.path().equals(feed + "subscriptions/content")
            && asked.parameter("contentType").equals("Audit.General")
            && asked.parameter("startTime").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
    if (!asDocumented) {
      return wrong("AF20002");
    }
    int begin = number(asked.parameter("nextPage"));
    List<Integer> blobs =
        IntStream.range(0, (records.size() + PAGE - 1) / PAGE)
            .skip(begin)
            .limit(PAGE)
            .boxed()
            .toList();
    String entries =
        blobs.stream()
            .map(
                blob ->
                    "{\"contentUri\": \"%s%saudit/%d\", \"contentId\": \"blob$%d\", \"contentType\": \"Audit.General\"}"
                        .formatted(host, feed, blob * PAGE, blob))
            .collect(Collectors.joining(",", "[", "]"));
    Answer answer = Answer.ok(entries);
    return (begin + PAGE) * PAGE < records.size()
        ? answer.with(
            "NextPageUri",
            "%s%ssubscriptions/content?contentType=Audit.General&startTime=%s&endTime=%s&nextPage=%d"
                .formatted(
                    host,
                    feed,
                    asked.parameter("startTime"),
                    asked.parameter("endTime"),
                    begin + PAGE))
        : answer;
  }
}
