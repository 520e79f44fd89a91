package dev.redthread.cli.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.Normalizer;
import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The campaigns' records are read by the shipped source mappings, and mean what they should. */
class NormalizedCampaignTest {
  private static final Path ROOT = Path.of(System.getProperty("redthread.root", "../.."));
  private static final ObjectMapper JSON = new ObjectMapper();
  private static Sources sources = Sources.read(Map.of());

  @TempDir Path folder;

  @BeforeAll
  static void loadSources() throws IOException {
    sources = Sources.load(ROOT.resolve("config/sources"));
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void readsEveryRecordWithinItsSourcesDelay(String name) throws IOException {
    Campaign campaign = Campaign.load(ROOT.resolve("patterns/campaigns").resolve(name));
    Path week = folder.resolve("week.ndjson");
    BackgroundWeek.write(campaign.background(), week);
    for (Path log : List.of(campaign.story(), campaign.nearMisses(), week)) {
      Read read = new Read();
      read.all(log);
      assertThat(read.deadLetters).as("%s", log.getFileName()).isEmpty();
      assertThat(read.late).as("received later than the source's longest delay").isEmpty();
      assertThat(read.events).isGreaterThanOrEqualTo(read.records);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void knowsThePersonOrTheDeviceBehindEveryEvent(String name) throws IOException {
    Campaign campaign = Campaign.load(ROOT.resolve("patterns/campaigns").resolve(name));
    for (Path log : List.of(campaign.story(), campaign.nearMisses())) {
      Read read = new Read();
      read.all(log);
      assertThat(read.kept)
          .allSatisfy(
              event ->
                  assertThat(event.field(Event.PERSON) != null || event.field("device.id") != null)
                      .as("%s", event)
                      .isTrue());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {VendorStory.FOLDER, CustomerStory.FOLDER})
  void givesTheEventsOfEveryChainTheActivityOfTheirStep(String name) throws IOException {
    Map<String, Set<Activity>> steps =
        Map.ofEntries(
            Map.entry(
                "lure",
                Set.of(Activity.PHISH_RECEIVED, Activity.PHISH_CLICKED, Activity.PHISH_REPORTED)),
            Map.entry("pushes", Set.of(Activity.MFA_DENIED)),
            Map.entry("mfa_denied", Set.of(Activity.MFA_DENIED)),
            Map.entry("login", Set.of(Activity.LOGIN_SUCCEEDED)),
            Map.entry("risky_login", Set.of(Activity.LOGIN_SUCCEEDED)),
            Map.entry("mfa_factor_added", Set.of(Activity.MFA_FACTOR_ADDED)),
            Map.entry("reuse", Set.of(Activity.SESSION_REUSED)),
            Map.entry("entry", Set.of(Activity.LOGIN_SUCCEEDED)),
            Map.entry("export", Set.of(Activity.DATA_EXPORTED)),
            Map.entry("events", Set.of(Activity.DATA_EXPORTED, Activity.DATA_EXPORT_REQUESTED)),
            Map.entry("profiles", Set.of(Activity.DATA_EXPORTED, Activity.DATA_EXPORT_REQUESTED)),
            Map.entry("more_events", Set.of(Activity.DATA_EXPORTED)),
            Map.entry("handover", Set.of(Activity.DATA_HANDED_OVER)));
    Campaign campaign = Campaign.load(ROOT.resolve("patterns/campaigns").resolve(name));
    Read read = new Read();
    read.all(campaign.story());
    Map<String, Activity> activities = new HashMap<>();
    read.kept.forEach(
        event ->
            Optional.ofNullable(event.activity())
                .ifPresent(activity -> activities.put(event.id(), activity)));
    for (Expected.ExpectedFinding finding : campaign.expected().findings()) {
      for (Expected.Link link : finding.chain()) {
        assertThat(activities.get(link.event()))
            .as("%s", link)
            .isNotNull()
            .isIn(steps.getOrDefault(link.step(), Set.of()));
      }
    }
  }

  /** What a recorded log became. */
  private static final class Read {
    private final Map<String, Normalizer> normalizers = new HashMap<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();
    private final Set<String> late = new TreeSet<>();
    private final List<Event> kept = new ArrayList<>();
    private long records;
    private long events;

    void all(Path log) throws IOException {
      boolean small = Files.size(log) < 1_000_000;
      try (var lines = Files.lines(log)) {
        for (String line : (Iterable<String>) lines::iterator) {
          record(line, log.getFileName().toString(), small);
        }
      }
    }

    private void record(String line, String log, boolean keep) throws IOException {
      JsonNode envelope = JSON.readTree(line);
      String source = envelope.get("source").textValue();
      long received = Instant.parse(envelope.get("received").textValue()).toEpochMilli();
      SourceMapping mapping = sources.mapping(source).orElseThrow();
      byte[] bytes = envelope.get("event").toString().getBytes(StandardCharsets.UTF_8);
      records++;
      normalizers
          .computeIfAbsent(
              source, key -> Normalizer.compile(mapping, Set.of(), IdentityAliases.NONE))
          .normalize(
              new RawRecord(source, received, received, bytes, new Origin(log, 0, records)),
              event -> {
                events++;
                if (keep) {
                  kept.add(event);
                }
                if (received - event.eventTime() > mapping.info().maxDelay().toMillis()) {
                  late.add(source);
                }
              },
              deadLetters::add);
    }
  }
}
