package dev.redthread.cli.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import dev.redthread.incident.document.DeadLetterDocument;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.EvidenceDocument;
import dev.redthread.incident.document.FindingDocument;
import dev.redthread.incident.document.IncidentDocument;
import dev.redthread.incident.document.ProgressDocument;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.embedded.ElasticsearchServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server takes the templates and every document, and each panel finds what it asks for. */
final class DashboardIT {

  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final Path VALIDATOR = ROOT.resolve("../shared/tools/kibana/kbn_validate.py");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final long now = Clock.systemUTC().millis();

  @Test
  void everyPanelFindsItsFieldsAndData() throws IOException, InterruptedException {
    try (ElasticsearchServer server = ElasticsearchServer.start()) {
      for (DocumentIndex index : DocumentIndex.values()) {
        byte[] template =
            Files.readAllBytes(ROOT.resolve("dashboards/templates/" + index.index() + ".json"));
        put(server.address().resolve("/_index_template/" + index.index()), template);
      }
      index(server.address());
      assertMappedAsTheTemplatesSay(server.address());
      assertPanelsRun(server.address());
    }
  }

  private void index(URI server) throws IOException, InterruptedException {
    Finding finding = finding();
    Incident incident =
        new IncidentBook(IncidentSettings.DEFAULT, Clock.systemUTC())
            .onFinding(null, finding, now)
            .incidents()
            .get(0);
    document(server, DocumentIndex.INCIDENTS, IncidentDocument.json(incident));
    document(server, DocumentIndex.FINDINGS, FindingDocument.indexed(finding));
    document(
        server,
        DocumentIndex.PROGRESS,
        ProgressDocument.json(progress(finding), ProgressDocument.Status.OPEN, now));
    byte[] original =
        ("{\"long\":\"" + "é".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    document(server, DocumentIndex.EVIDENCE, EvidenceDocument.json(login(), original));
    DeadLetter letter =
        new DeadLetter(
            "okta.system",
            new Origin("okta", 0, 1),
            now,
            DeadLetter.Reason.NOT_JSON,
            "no JSON",
            original);
    document(server, DocumentIndex.DEADLETTERS, DeadLetterDocument.json(letter));
  }

  /** A login whose address is none and whose client's name is longer than Lucene's longest term. */
  private Event login() {
    return new Event(
        "okta.system",
        "e1",
        now - 60_000,
        now - 50_000,
        Activity.LOGIN_SUCCEEDED,
        Fields.of(
            Map.of(
                "person", Value.of("jane.doe@corp.example"),
                "source.ip", Value.of("unknown"),
                "user_agent.original", Value.of("x".repeat(40_000)))),
        new Origin("okta", 0, 2),
        false);
  }

  private Finding finding() {
    return new Finding(
        "f1",
        1,
        now,
        Status.OPEN,
        null,
        null,
        new PatternRef(
            "p1",
            "Login after a phish",
            Level.HIGH,
            List.of("attack.initial-access", "attack.t1078.004"),
            false,
            "docs/runbooks/bulk-export.md"),
        List.of(new GroupValue("person", "jane.doe@corp.example"), new GroupValue("a.b", "c")),
        now - 60_000,
        now - 60_000,
        now,
        now - 5,
        false,
        List.of(new Link("login", login())),
        List.of("e1"),
        1,
        70,
        false,
        null);
  }

  private Progress progress(Finding finding) {
    return new Progress(
        finding.pattern(),
        finding.group(),
        2,
        3,
        List.of(new Progress.Link("login", EventKey.of(login()))),
        now - 60_000,
        now - 60_000,
        now + 3_600_000);
  }

  private void assertMappedAsTheTemplatesSay(URI server) throws IOException, InterruptedException {
    for (DocumentIndex index : DocumentIndex.values()) {
      JsonNode template =
          JSON.readTree(
              Files.readString(ROOT.resolve("dashboards/templates/" + index.index() + ".json")));
      JsonNode mapping =
          JSON.readTree(
              send(HttpRequest.newBuilder(server.resolve("/" + index.index() + "/_mapping"))));

      assertThat(mapping.at("/" + index.index() + "/mappings/properties"))
          .isEqualTo(template.at("/template/mappings/properties"));
    }
  }

  private static void assertPanelsRun(URI server) throws IOException, InterruptedException {
    if (!Files.exists(VALIDATOR) || !hasPython()) {
      assertThat(Boolean.getBoolean("require.all")).as("%s is needed", VALIDATOR).isFalse();
      System.out.println(
          "LEFT OUT: the panels' requests: python3 or ../shared/tools/kibana is absent");
      return;
    }
    Process process =
        new ProcessBuilder(
                "python3",
                VALIDATOR.toString(),
                ROOT.resolve("dashboards/redthread.ndjson").toString(),
                "--es",
                server.toString(),
                "--run",
                "--strict")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private void document(URI server, DocumentIndex index, byte[] json)
      throws IOException, InterruptedException {
    put(server.resolve("/" + index.index() + "/_doc/1?refresh=true"), json);
  }

  private void put(URI uri, byte[] json) throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(json)));
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return response.body();
  }
}
