package dev.redthread.incident.document;

import static dev.redthread.incident.document.FieldType.BOOLEAN;
import static dev.redthread.incident.document.FieldType.DATE;
import static dev.redthread.incident.document.FieldType.FLOAT;
import static dev.redthread.incident.document.FieldType.IP;
import static dev.redthread.incident.document.FieldType.KEPT;
import static dev.redthread.incident.document.FieldType.KEPT_OBJECT;
import static dev.redthread.incident.document.FieldType.KEYWORD;
import static dev.redthread.incident.document.FieldType.LONG;
import static dev.redthread.incident.document.FieldType.TEXT;

import java.util.ArrayList;
import java.util.List;

/** The indices that the job writes to, with every field of their documents. */
public enum DocumentIndex {
  INCIDENTS(
      "incidents",
      "Findings on one entity that lie close together in time.",
      list()
          .field("@timestamp", DATE, "When the incident was first published, by the job's clock.")
          .field("ecs.version", KEYWORD, "The version of the Elastic Common Schema.")
          .field("message", TEXT, "Who and what, in one line.")
          .field("event.kind", KEYWORD, "Always `signal`.")
          .field("event.start", DATE, "The time of the first event.")
          .field("event.end", DATE, "The time of the last event.")
          .field("event.severity", LONG, "The severity as a number: 5, 20, 40, 70 or 90.")
          .field("event.risk_score", FLOAT, "The risk, as in `redthread.incident.risk`.")
          .field("rule.id", KEYWORD, "The ids of the patterns that found it.")
          .field("rule.name", KEYWORD, "Their titles.")
          .field("rule.reference", KEYWORD, "Their runbooks.")
          .field("rule.author", KEYWORD, "Who looks after them (`owner`).")
          .field("threat.framework", KEYWORD, "`MITRE ATT&CK`, where patterns are tagged so.")
          .field("threat.tactic.id", KEYWORD, "The tactics of the patterns' tags.")
          .field("threat.tactic.name", KEYWORD, "Their names.")
          .field("threat.technique.id", KEYWORD, "The techniques of the patterns' tags.")
          .field(
              "threat.technique.name",
              KEYWORD,
              "Their names; the id where Redthread knows no name.")
          .field("threat.technique.subtechnique.id", KEYWORD, "The sub-techniques.")
          .field("threat.technique.subtechnique.name", KEYWORD, "Their names.")
          .field("user.email", KEYWORD, "The person, where it is named by an e-mail address.")
          .field("user.name", KEYWORD, "The person or account, where it is named otherwise.")
          .field("host.name", KEYWORD, "The host, where the incident is about one.")
          .field("related.user", KEYWORD, "All persons and accounts of the evidence.")
          .field("related.hosts", KEYWORD, "All hosts and devices of the evidence.")
          .field("related.ip", IP, "All addresses of the evidence.")
          .field("redthread.entity.kind", KEYWORD, "The field that names whom it is about.")
          .field("redthread.entity.value", KEYWORD, "Whom or what it is about.")
          .field(
              "redthread.incident.id",
              KEYWORD,
              "A hash of the entity and the earliest finding; also the document's id.")
          .field("redthread.incident.revision", LONG, "Counts up with each change.")
          .field("redthread.incident.status", KEYWORD, "`open`, `withdrawn` or `merged`.")
          .field("redthread.incident.into", KEYWORD, "The incident it was merged into.")
          .field(
              "redthread.incident.severity",
              KEYWORD,
              "The highest level of its findings: `informational`, `low`, `medium`, `high` or"
                  + " `critical`.")
          .field("redthread.incident.risk", LONG, "The sum of its findings' risk, at most 100.")
          .field("redthread.incident.title", KEYWORD, "The titles of the patterns, in one line.")
          .field("redthread.incident.story", KEYWORD, "What happened, in order, in one line.")
          .field(
              "redthread.incident.shadow",
              BOOLEAN,
              "Whether only patterns on trial found it: it never pages.")
          .field(
              "redthread.incident.truncated", BOOLEAN, "Whether it stands for more than it shows.")
          .field(
              "redthread.incident.suppressed_until",
              DATE,
              "Where it did not page, or not as severely, because findings like some of its had:"
                  + " until when that lasts.")
          .field(
              "redthread.incident.settles_at",
              DATE,
              "Until when late events can still refute one of its absences.")
          .field(
              "redthread.incident.latency_ms",
              LONG,
              "Milliseconds from reading the completing event to the first publication.")
          .field("redthread.incident.finding_count", LONG, "How many findings it has.")
          .field(
              "redthread.incident.event_count",
              LONG,
              "How many events its findings have; one that is in two findings counts twice.")
          .field("redthread.findings.id", KEYWORD, "A finding's id.")
          .field("redthread.findings.pattern", KEYWORD, "The id of its pattern.")
          .field("redthread.findings.title", KEYWORD, "The title of its pattern.")
          .field("redthread.findings.level", KEYWORD, "The level of its pattern.")
          .field("redthread.findings.risk", LONG, "Its risk.")
          .field("redthread.findings.shadow", BOOLEAN, "Whether its pattern is on trial.")
          .field("redthread.findings.first", DATE, "The time of its first event.")
          .field("redthread.findings.last", DATE, "The time of its last event.")
          .field(
              "redthread.findings.suppressed_until",
              DATE,
              "Where it does not page because one like it did: until when that lasts.")
          .field("redthread.evidence.time", DATE, "When an event of a chain happened.")
          .field("redthread.evidence.source", KEYWORD, "The log source it came from.")
          .field("redthread.evidence.activity", KEYWORD, "What happened, in Redthread's words.")
          .field("redthread.evidence.step", KEYWORD, "The steps of patterns that it fills.")
          .field("redthread.evidence.id", KEYWORD, "The vendor's id of the event.")
          .field("redthread.evidence.user", KEYWORD, "Persons and accounts it names.")
          .field(
              "redthread.evidence.actor",
              KEYWORD,
              "What acts in it, where that is no person: its kind, id and owner, in words.")
          .field("redthread.evidence.host", KEYWORD, "Hosts and devices it names.")
          .field("redthread.evidence.ip", IP, "The addresses it came from.")
          .field("redthread.evidence.country", KEYWORD, "The country, as the source says.")
          .field("redthread.evidence.user_agent", KEYWORD, "The client, as the source says.")
          .field(
              "redthread.evidence.origin",
              KEYWORD,
              "Where the original is: topic, partition and offset, or file, 0 and line, or what was"
                  + " asked for by a feed, page and place.")
          .field("redthread.written", DATE, "When this revision was written, by the job's clock.")
          .field(
              "redthread.unconfirmed",
              BOOLEAN,
              "Present and true when it was withdrawn after a crash because what was read again did"
                  + " not confirm it.")),

  FINDINGS(
      "findings",
      "What one pattern found for one group.",
      list()
          .field(
              "id", KEYWORD, "A hash of the pattern, the group and the earliest completing event.")
          .field("revision", LONG, "Counts up with each change that was published.")
          .field("status", KEYWORD, "`open`, `withdrawn` or `merged`.")
          .field("into", KEYWORD, "The finding it was merged into.")
          .field("settlesAt", DATE, "Until when late events can still refute one of its absences.")
          .field("pattern.id", KEYWORD, "The pattern's id.")
          .field("pattern.title", KEYWORD, "The pattern's title.")
          .field("pattern.level", KEYWORD, "The pattern's level.")
          .field("group", KEPT_OBJECT, "The fields of the group and their values.")
          .field("first", DATE, "The time of the first event.")
          .field("last", DATE, "The time of the last event.")
          .field("detected", DATE, "When the finding was first raised, by the job's clock.")
          .field("truncated", BOOLEAN, "Whether events beyond the budget were let go.")
          .field("chain.step", KEYWORD, "A step of the pattern.")
          .field("chain.event", KEYWORD, "The vendor's id of the event that fills it.")
          .field("chain.time", DATE, "When that event happened.")
          .field("chain.source", KEYWORD, "The log source it came from.")
          .field("events", KEYWORD, "The vendor's ids of all events, the first and last 50.")
          .field("eventCount", LONG, "How many events there are.")
          .field(
              "eventCountIsLowerBound",
              BOOLEAN,
              "Present and true when there may be more: of a burst only the ends are kept.")
          .field(
              "completeSince",
              DATE,
              "Where the pattern was changed while the job ran, and the finding draws on events from"
                  + " before: from when on it has had all events that it asks for.")
          .field("@timestamp", DATE, "As `detected`; in the index only, as all that follow.")
          .field("ecs.version", KEYWORD, "The version of the Elastic Common Schema.")
          .field("event.kind", KEYWORD, "Always `signal`.")
          .field("risk", LONG, "The risk of the pattern and of the optional steps present.")
          .field("shadow", BOOLEAN, "Whether the pattern is on trial.")
          .field("tags", KEYWORD, "The pattern's tags.")
          .field("runbook", KEYWORD, "The pattern's runbook.")
          .field("owner", KEYWORD, "Who looks after the pattern.")
          .field("paging", KEYWORD, "Whether it pages: `severity`, `always` or `never`.")
          .field("entity.kind", KEYWORD, "The field that names whom it is about.")
          .field("entity.value", KEYWORD, "Whom or what it is about.")
          .field("groupValues", KEYWORD, "The group as `field=value`, to search in.")
          .field("redthread.written", DATE, "When this revision was written, by the job's clock.")
          .field(
              "redthread.unconfirmed",
              BOOLEAN,
              "Present and true when it was withdrawn after a crash because what was read again did"
                  + " not confirm it.")),

  EVIDENCE(
      "evidence",
      "The events of published chains with their originals.",
      list()
          .field("@timestamp", DATE, "When the event happened.")
          .field("ecs.version", KEYWORD, "The version of the Elastic Common Schema.")
          .field("event.kind", KEYWORD, "Always `event`.")
          .field("event.id", KEYWORD, "The vendor's id of the event.")
          .field("event.dataset", KEYWORD, "The log source it came from.")
          .field("event.created", DATE, "When it was received.")
          .field("event.original", KEPT, "The original, where it is UTF-8 text.")
          .field("source.ip", IP, "The addresses it came from.")
          .field(
              "source.geo.country_iso_code",
              KEYWORD,
              "The country, as the source says, or else a MaxMind file.")
          .field("source.geo.city_name", KEYWORD, "The city, likewise.")
          .field("source.as.number", LONG, "The number of the autonomous system, likewise.")
          .field("source.as.organization.name", KEYWORD, "Whose that is, likewise.")
          .field(
              "source.network.name",
              KEYWORD,
              "What the networks of `enrichment.yml` call the address.")
          .field("user_agent.original", KEYWORD, "The client, as the source says.")
          .field("related.user", KEYWORD, "Persons and accounts it names.")
          .field("related.hosts", KEYWORD, "Hosts and devices it names.")
          .field("related.ip", IP, "As `source.ip`.")
          .field(
              "redthread.actor.kind",
              KEYWORD,
              "Who acts: `person`, `service_account`, `api_key`, `application` or `system`.")
          .field("redthread.actor.id", KEYWORD, "The person, else the name of what is none.")
          .field("redthread.actor.owner", KEYWORD, "Whose that is, where it is known.")
          .field("redthread.watchlist", KEYWORD, "The watch lists that the event is on.")
          .field(
              "redthread.attributes",
              KEYWORD,
              "What attribute tables say of it, as `table.column=value`.")
          .field(
              "redthread.link",
              KEYWORD,
              "The first record that says that its device or name is its person's, where it does"
                  + " not name the person itself: source, id and time.")
          .field("redthread.activity", KEYWORD, "What happened, in Redthread's words.")
          .field("redthread.origin", KEYWORD, "Where the original is.")
          .field(
              "redthread.clamped",
              BOOLEAN,
              "Whether its time lay so far ahead that the time of receipt replaced it.")
          .field("redthread.original_base64", KEPT, "The original, where it is not UTF-8.")),

  PROGRESS(
      "progress",
      "How far groups have come that have not completed a pattern.",
      list()
          .field("id", KEYWORD, "A hash of the pattern and the group.")
          .field("status", KEYWORD, "`open`, `completed`, `expired` or `withdrawn`.")
          .field("pattern.id", KEYWORD, "The pattern's id.")
          .field("pattern.title", KEYWORD, "The pattern's title.")
          .field("pattern.level", KEYWORD, "The pattern's level.")
          .field("group", KEPT_OBJECT, "The fields of the group and their values.")
          .field("step", LONG, "The farthest mandatory step reached, 2 or more.")
          .field("steps", LONG, "How many mandatory steps the pattern has.")
          .field("stage", KEYWORD, "Both in words, e.g. `2 of 3`.")
          .field("first", DATE, "The time of the first event.")
          .field("last", DATE, "The time of the event that reached the step.")
          .field(
              "expires", DATE, "Until when, by the received clock, an event may come that goes on.")
          .field("chain.step", KEYWORD, "A mandatory step of the pattern.")
          .field("chain.event", KEYWORD, "The vendor's id of the event that fills it.")
          .field("chain.time", DATE, "When that event happened.")
          .field("chain.source", KEYWORD, "The log source it came from.")
          .field("@timestamp", DATE, "As `last`.")
          .field("ecs.version", KEYWORD, "The version of the Elastic Common Schema.")
          .field("event.kind", KEYWORD, "Always `state`.")
          .field("shadow", BOOLEAN, "Whether the pattern is on trial.")
          .field("entity.kind", KEYWORD, "The field that names whom it is about.")
          .field("entity.value", KEYWORD, "Whom or what it is about.")
          .field("groupValues", KEYWORD, "The group as `field=value`, to search in.")
          .field("redthread.written", DATE, "When this revision was written, by the job's clock.")
          .field(
              "redthread.unconfirmed",
              BOOLEAN,
              "Present and true when it was withdrawn after a crash because what was read again did"
                  + " not confirm it.")),

  DEADLETTERS(
      "deadletters",
      "Records that could not become events and documents that were refused.",
      list()
          .field("@timestamp", DATE, "When the record was received.")
          .field("ecs.version", KEYWORD, "The version of the Elastic Common Schema.")
          .field("event.kind", KEYWORD, "Always `pipeline_error`.")
          .field("event.dataset", KEYWORD, "The log source, or the index that refused.")
          .field("event.original", KEPT, "The record, where it is UTF-8 text.")
          .field("error.code", KEYWORD, "Why, as a word that can be counted.")
          .field("error.message", TEXT, "Why, for a person.")
          .field("redthread.origin", KEYWORD, "Where the original is.")
          .field("redthread.original_cut", BOOLEAN, "Whether only the beginning is kept.")
          .field("redthread.original_base64", KEPT, "The record, where it is not UTF-8."));

  /** What the names of the indices begin with unless configured otherwise. */
  public static final String PREFIX = "redthread";

  /** The version of the Elastic Common Schema that documents name. */
  public static final String ECS_VERSION = "8.17.0";

  private final String suffix;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
  private final List<DocumentField> fields;

  DocumentIndex(String suffix, String meaning, FieldList fields) {
    this.suffix = suffix;
    this.meaning = meaning;
    this.fields = List.copyOf(fields.all);
  }

  /** The name of the index, with the usual prefix. */
  public String index() {
    return index(PREFIX);
  }

  /** The name of the index. */
  public String index(String prefix) {
    return prefix + "-" + suffix;
  }

  /** What its documents are, for people. */
  public String meaning() {
    return meaning;
  }

  /** Every field that its documents may have. */
  public List<DocumentField> fields() {
    return fields;
  }

  private static FieldList list() {
    return new FieldList();
  }

  /** Fields one below the other, so that the lists above read as a table. */
  private static final class FieldList {
    private final List<DocumentField> all = new ArrayList<>();

    private FieldList field(String path, FieldType type, String meaning) {
      all.add(new DocumentField(path, type, meaning));
      return this;
    }
  }
}
