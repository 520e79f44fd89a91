package dev.redthread.incident.dashboard;

import static dev.redthread.incident.document.DocumentIndex.DEADLETTERS;
import static dev.redthread.incident.document.DocumentIndex.EVIDENCE;
import static dev.redthread.incident.document.DocumentIndex.FINDINGS;
import static dev.redthread.incident.document.DocumentIndex.INCIDENTS;
import static dev.redthread.incident.document.DocumentIndex.PROGRESS;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dashboard an analyst opens first, with the data views it needs. */
public final class IncidentDashboard {

  private static final String ID = "redthread-incidents";
  private static final String OPEN_SEARCH = "redthread-open-incidents";
  private static final String OPEN = "redthread.incident.status : \"open\"";
  private static final String SEVERE =
      OPEN + " and redthread.incident.severity : (\"high\" or \"critical\")";

  /** What a crash left behind unconfirmed drops out by itself when it expires. */
  private static final String WAITED_FOR = "status : \"open\" and expires >= now";

  private static final int SHOWN_VALUES = 15;

  private static final String GREY = "#69707D";
  private static final String RED = "#BD271E";

  private final Dashboard dashboard =
      new Dashboard(
          ID, "Redthread incidents", "Open incidents, whom they are about and how fast they came.");

  private IncidentDashboard() {}

  /** The whole file for Kibana's import, one object a line. */
  public static String ndjson() {
    return Stream.of(
            DataView.of(INCIDENTS, "Redthread incidents"),
            DataView.of(FINDINGS, "Redthread findings"),
            DataView.of(EVIDENCE, "Redthread evidence"),
            DataView.of(PROGRESS, "Redthread half-finished chains"),
            DataView.of(DEADLETTERS, "Redthread dead letters"),
            openIncidents(),
            new IncidentDashboard().build())
        .map(object -> object.line() + "\n")
        .collect(Collectors.joining());
  }

  private SavedObject build() {
    controls();
    numbers();
    overTime();
    dashboard.search("open", "Open incidents", new Place(0, 16, Place.FULL_WIDTH, 14), OPEN_SEARCH);
    breakdown();
    halfFinished();
    health();
    return dashboard.saved();
  }

  private void controls() {
    dashboard.control("severity", "Severity", INCIDENTS, "redthread.incident.severity");
    dashboard.control("entity", "Person or entity", INCIDENTS, "redthread.entity.value");
    dashboard.control("pattern", "Pattern", INCIDENTS, "rule.name");
    dashboard.control("tactic", "Tactic", INCIDENTS, "threat.tactic.name");
  }

  private void numbers() {
    number(0, "count", "Open incidents", OPEN, Column.count("n", "Open incidents"), GREY);
    number(1, "severe", "High and critical", SEVERE, Column.count("n", "High and critical"), RED);
    number(
        2,
        "entities",
        "Persons and entities",
        OPEN,
        Column.distinct("n", "Persons and entities", "redthread.entity.value"),
        GREY);
    number(
        3,
        "latency",
        "Median time to incident",
        "",
        Column.percentile("n", "Median time to incident", "redthread.incident.latency_ms", 50),
        GREY);
  }

  private void number(
      int place, String id, String title, String query, Column column, String color) {
    dashboard.lens(
        id,
        title,
        new Place(place * 12, 0, 12, 5),
        INCIDENTS,
        query,
        List.of(column),
        Visual.metric(column, color));
  }

  private void overTime() {
    Column time = Column.time("time");
    Column count = Column.count("n", "Incidents");
    Column severity = Column.terms("severity", "Severity", "redthread.incident.severity", 5, "n");
    dashboard.lens(
        "over-time",
        "Incidents over time by severity",
        new Place(0, 5, 32, 11),
        INCIDENTS,
        OPEN,
        List.of(severity, time, count),
        Visual.chart("bar_stacked", time, List.of(count), severity));
    values("techniques", "Techniques", new Place(32, 5, 16, 11), "threat.technique.name");
  }

  private void breakdown() {
    Column risk = Column.max("risk", "Highest risk", "redthread.incident.risk");
    Column count = Column.count("n", "Incidents");
    Column last = Column.max("last", "Last event", "event.end");
    last.json().put("dataType", "date");
    Column entity =
        Column.terms("entity", "Person or entity", "redthread.entity.value", SHOWN_VALUES, "risk");
    dashboard.lens(
        "top",
        "Persons and entities by risk",
        new Place(0, 30, 24, 12),
        INCIDENTS,
        OPEN,
        List.of(entity, risk, count, last),
        Visual.table(List.of(entity, risk, count, last), "risk"));
    values("patterns", "Patterns", new Place(24, 30, 24, 12), "rule.name");
  }

  /** How often a value of a field occurs in open incidents. */
  private void values(String id, String title, Place place, String field) {
    Column count = Column.count("n", "Incidents");
    Column value = Column.terms("value", title, field, SHOWN_VALUES, "n");
    dashboard.lens(
        id,
        title,
        place,
        INCIDENTS,
        OPEN,
        List.of(value, count),
        Visual.chart("bar_horizontal", value, List.of(count), null));
  }

  private void halfFinished() {
    Column people = Column.distinct("n", "Persons and entities", "entity.value");
    Column stage = Column.terms("stage", "Step", "stage", SHOWN_VALUES, "n");
    Column pattern = Column.terms("pattern", "Pattern", "pattern.title", SHOWN_VALUES, "n");
    dashboard.lens(
        "half-finished",
        "Persons and entities on the way to a finding, by pattern and step",
        new Place(0, 42, Place.FULL_WIDTH, 11),
        PROGRESS,
        WAITED_FOR,
        List.of(pattern, stage, people),
        Visual.chart("bar_horizontal", pattern, List.of(people), stage));
  }

  private void health() {
    Column time = Column.time("time");
    Column median = Column.percentile("median", "Median", "redthread.incident.latency_ms", 50);
    Column slow = Column.percentile("p95", "95th percentile", "redthread.incident.latency_ms", 95);
    dashboard.lens(
        "latency-over-time",
        "Time from the completing event to the incident",
        new Place(0, 53, 24, 11),
        INCIDENTS,
        "",
        List.of(time, median, slow),
        Visual.chart("line", time, List.of(median, slow), null));
    Column deadTime = Column.time("time");
    Column letters = Column.count("n", "Dead letters");
    Column reason = Column.terms("reason", "Reason", "error.code", SHOWN_VALUES, "n");
    dashboard.lens(
        "dead-letters",
        "Dead letters by reason",
        new Place(24, 53, 24, 11),
        DEADLETTERS,
        "",
        List.of(reason, deadTime, letters),
        Visual.chart("bar_stacked", deadTime, List.of(letters), reason));
  }

  private static SavedObject openIncidents() {
    SavedObject search = new SavedObject("search", OPEN_SEARCH, "10.5.0");
    ObjectNode attributes = search.attributes();
    attributes.put("title", "Open incidents").put("description", "The latest first.");
    ArrayNode columns = attributes.putArray("columns");
    List.of(
            "redthread.incident.severity",
            "redthread.incident.risk",
            "redthread.entity.value",
            "redthread.incident.title",
            "redthread.incident.story",
            "event.start",
            "event.end")
        .forEach(columns::add);
    attributes.putArray("sort").addArray().add("@timestamp").add("desc");
    attributes.putObject("grid");
    attributes.put("hideChart", true);
    String source = "kibanaSavedObjectMeta.searchSourceJSON.index";
    ObjectNode searchSource = SavedObject.object();
    searchSource.set("query", SavedObject.kql(OPEN));
    searchSource.putArray("filter");
    searchSource.put("indexRefName", source);
    attributes
        .putObject("kibanaSavedObjectMeta")
        .put("searchSourceJSON", SavedObject.text(searchSource));
    search.refer(source, "index-pattern", DataView.id(INCIDENTS));
    return search;
  }
}
