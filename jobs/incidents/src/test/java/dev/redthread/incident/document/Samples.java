package dev.redthread.incident.document;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Finding.Link;
import dev.redthread.engine.Finding.PatternRef;
import dev.redthread.engine.Finding.Status;
import dev.redthread.engine.Progress;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.incident.Incident;
import dev.redthread.incident.IncidentBook;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.incident.IncidentUpdate;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.compiled.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One of each kind of document, with as many fields as it can have. */
final class Samples {

  static final long START = Instant.parse("2025-11-08T21:04:05.678Z").toEpochMilli();
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final List<String> TAGS =
      List.of(
          "attack.initial-access",
          "attack.credential_access",
          "attack.t1078.004",
          "attack.T1621",
          "attack.t9999",
          "attack.g0007",
          "cve.2025.1");

  private Samples() {}

  static Event login() {
    return new Event(
        "okta.system",
        "4f1c-login",
        START + HOUR,
        START + HOUR + 30_000,
        Activity.LOGIN_SUCCEEDED,
        Fields.of(
            Map.of(
                "person", Value.of("jane.doe@corp.example"),
                "user.name", Value.of("jane.doe"),
                "host.name", Value.of("laptop-17"),
                "source.ip", Value.of("203.0.113.7"),
                "source.geo.country_iso_code", Value.of("NL"),
                "user_agent.original", Value.of("Mozilla/5.0 \"X11\""))),
        new Origin("okta", 3, 4711),
        false);
  }

  /** The login with what tables add. */
  private static Event enriched() {
    return byKey(login())
        .with("source.geo.city_name", Value.of("Utrecht"))
        .with("source.as.number", Value.of(64_500))
        .with("source.as.organization.name", Value.of("Example Hosting"))
        .with("source.network.name", new Value.Many(List.of(Value.of("vpn"), Value.of("hosting"))))
        .with("redthread.watchlist", Value.of("leavers"))
        .with("person.link", Value.of("github.audit e7 at 2026-11-09T10:00:00Z"))
        .with("redthread.people.department", Value.of("Sales"))
        .with("redthread.people.privileged", Value.of(true));
  }

  private static Event byKey(Event event) {
    return event
        .with("redthread.actor.kind", Value.of("api_key"))
        .with("redthread.actor.id", Value.of("api_key:openai:key_1"))
        .with("redthread.actor.owner", Value.of("jane.doe@corp.example"));
  }

  private static Event phish() {
    return new Event(
        "lookout",
        "threat-1",
        START,
        START + 1000,
        Activity.PHISH_RECEIVED,
        Fields.of(Map.of("device.id", Value.of("d-9"))),
        new Origin("lookout.ndjson", 0, 12),
        true);
  }

  static Finding finding() {
    return finding(
        "p-takeover", Level.HIGH, List.of(new GroupValue("person", "jane.doe@corp.example")));
  }

  static Finding finding(String pattern, Level level, List<GroupValue> group) {
    return new Finding(
        "f-" + pattern,
        2,
        START + 9 * HOUR,
        Status.OPEN,
        null,
        START + 3 * HOUR,
        new PatternRef(
            pattern,
            "Login after a phish",
            level,
            TAGS,
            false,
            "https://runbooks.example/" + pattern,
            new Response("identity team", Paging.SEVERITY)),
        group,
        START,
        START + HOUR,
        START + 2 * HOUR,
        START + HOUR + 31_000,
        false,
        List.of(new Link("phish", phish()), new Link("login", byKey(login()))),
        List.of("threat-1", "4f1c-login"),
        2,
        70,
        false,
        null);
  }

  /** An incident that its group names and its chain does not. */
  private static byte[] aboutOther(String field, String value) {
    Finding finding = finding("p-other", Level.LOW, List.of(new GroupValue(field, value)));
    return IncidentDocument.json(
        update(
                new Finding(
                    finding.id(),
                    finding.revision(),
                    finding.version(),
                    finding.status(),
                    null,
                    null,
                    finding.pattern(),
                    finding.group(),
                    finding.first(),
                    finding.last(),
                    finding.detected(),
                    finding.ingested(),
                    true,
                    List.of(new Link("any", anonymous())),
                    List.of("x"),
                    1,
                    20,
                    false,
                    null))
            .incidents()
            .get(0));
  }

  private static Event anonymous() {
    return new Event(
        "json", "x", START, START, null, Fields.NONE, new Origin("x.ndjson", 0, 1), false);
  }

  static Progress progress() {
    Finding finding = finding();
    return new Progress(
        finding.pattern(),
        finding.group(),
        2,
        3,
        List.of(
            new Progress.Link("phish", EventKey.of(phish())),
            new Progress.Link("login", EventKey.of(login()))),
        START,
        START + HOUR,
        START + 9 * HOUR);
  }

  static Finding mergedFinding() {
    Finding open = finding("p-other", Level.LOW, List.of(new GroupValue("user.name", "jane.doe")));
    return new Finding(
        open.id(),
        3,
        open.version() + 1,
        Status.MERGED,
        "f-p-takeover",
        null,
        open.pattern(),
        open.group(),
        open.first(),
        open.last(),
        open.detected(),
        open.ingested(),
        true,
        List.of(),
        List.of(),
        0,
        0,
        true,
        START + HOUR);
  }

  static IncidentUpdate update(Finding finding) {
    return book().onFinding(null, finding, START);
  }

  private static IncidentBook book() {
    IncidentSettings settings =
        new IncidentSettings(
            Duration.ofHours(24),
            Duration.ofDays(30),
            Level.HIGH,
            100,
            "https://kibana.example/app/dashboards#/view/redthread-incidents?id={id}");
    Clock clock = Clock.fixed(Instant.ofEpochMilli(START + 2 * HOUR), ZoneOffset.UTC);
    return new IncidentBook(settings, clock);
  }

  static Incident incident() {
    return update(finding()).incidents().get(0);
  }

  static Incident mergedIncident() {
    Incident open = incident();
    return new Incident(
        open.id(),
        open.revision() + 1,
        open.version() + 1,
        Incident.Status.MERGED,
        "0123456789abcdef0123456789abcdef",
        open.detected(),
        open.latency(),
        open.content());
  }

  static DeadLetter deadLetter(byte[] original) {
    return new DeadLetter(
        "okta.system",
        new Origin("okta", 1, 99),
        START,
        DeadLetter.Reason.NOT_JSON,
        "unexpected end of input at byte 17",
        original);
  }

  /** Documents by the name of their golden file. */
  static Map<String, byte[]> documents() {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    documents.put("finding-line", FindingDocument.line(finding()));
    documents.put("finding-indexed", FindingDocument.indexed(finding()));
    documents.put("finding-merged", FindingDocument.line(mergedFinding()));
    documents.put("incident", IncidentDocument.json(incident()));
    documents.put(
        "incident-suppressed",
        IncidentDocument.json(
            book().onFinding(null, finding(), START + 4 * HOUR, START).incidents().get(0)));
    documents.put("incident-merged", IncidentDocument.json(mergedIncident()));
    documents.put("incident-host", aboutOther("host.name", "laptop-17"));
    documents.put("incident-account", aboutOther("user.name", "svc-export"));
    documents.put("incident-address", aboutOther("source.ip", "203.0.113.7"));
    documents.put("evidence", EvidenceDocument.json(login(), utf8("{\"uuid\":\"4f1c-login\"}")));
    documents.put(
        "evidence-not-utf8", EvidenceDocument.json(login(), new byte[] {'{', (byte) 0xff, '}'}));
    documents.put("evidence-enriched", EvidenceDocument.json(enriched(), utf8("{}")));
    byte[] open = ProgressDocument.json(progress(), ProgressDocument.Status.OPEN, START);
    documents.put("progress", open);
    documents.put(
        "progress-expired",
        ProgressDocument.json(progress(), ProgressDocument.Status.EXPIRED, START + HOUR));
    documents.put("progress-unconfirmed", withdrawn(DocumentIndex.PROGRESS, open));
    documents.put(
        "finding-unconfirmed",
        withdrawn(DocumentIndex.FINDINGS, FindingDocument.indexed(finding())));
    documents.put(
        "incident-unconfirmed",
        withdrawn(DocumentIndex.INCIDENTS, IncidentDocument.json(incident())));
    documents.put("deadletter", DeadLetterDocument.json(deadLetter(utf8("{\"cut\":"))));
    documents.put(
        "deadletter-not-utf8", DeadLetterDocument.json(deadLetter(new byte[] {(byte) 0xc3, 'x'})));
    documents.put("page", PageDocument.json(update(finding()).pages().get(0)));
    return documents;
  }

  /** As it is written when a replay did not confirm it. */
  private static byte[] withdrawn(DocumentIndex index, byte[] json) {
    try {
      return DocumentStatus.read(index, json).withdrawn(START + 2 * HOUR);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
