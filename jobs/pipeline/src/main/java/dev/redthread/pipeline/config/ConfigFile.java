package dev.redthread.pipeline.config;

import dev.redthread.engine.detect.DetectorOptions;
import dev.redthread.incident.IncidentSettings;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.normalize.ScimName;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pipeline.config.PipelineConfig.Budget;
import dev.redthread.pipeline.config.PipelineConfig.Devices;
import dev.redthread.pipeline.config.PipelineConfig.Elasticsearch;
import dev.redthread.pipeline.config.PipelineConfig.Feed;
import dev.redthread.pipeline.config.PipelineConfig.Follow;
import dev.redthread.pipeline.config.PipelineConfig.HotChange;
import dev.redthread.pipeline.config.PipelineConfig.Incidents;
import dev.redthread.pipeline.config.PipelineConfig.Input;
import dev.redthread.pipeline.config.PipelineConfig.Job;
import dev.redthread.pipeline.config.PipelineConfig.Kafka;
import dev.redthread.pipeline.config.PipelineConfig.Names;
import dev.redthread.pipeline.config.PipelineConfig.Pages;
import dev.redthread.pipeline.config.PipelineConfig.StateBackend;
import dev.redthread.pipeline.config.PipelineConfig.Topics;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads {@code pipeline.yml}. Keys, defaults and their meaning are written here and nowhere else.
 */
public final class ConfigFile {
  /** Two looks, and what a version takes to reach every task, stay under ten seconds. */
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(2);

  private ConfigFile() {}

  public static PipelineConfig read(Path file) throws IOException, BadConfig {
    return readPlaced(file).config();
  }

  /** Reads a file, and keeps where its keys stand. */
  public static PlacedConfig readPlaced(Path file) throws IOException, BadConfig {
    return parsePlaced(file.toString(), Files.readString(file));
  }

  /** Reads a text; {@code name} is what problems call it. */
  public static PipelineConfig parse(String name, String yaml) throws BadConfig {
    return parsePlaced(name, yaml).config();
  }

  private static PlacedConfig parsePlaced(String name, String yaml) throws BadConfig {
    Reading reading = new Reading(name);
    Node root = compose(reading, name, yaml);
    PipelineConfig config = config(new Section(reading, "", root));
    if (!reading.problems().isEmpty()) {
      throw new BadConfig(reading.problems());
    }
    return new PlacedConfig(config, new Places(name, root));
  }

  /** What holds where a file says nothing. */
  public static PipelineConfig defaults() {
    return config(new Section(new Reading(""), "", null));
  }

  /** Every option, in the order of the file that is shipped. */
  public static List<ConfigOption> options() {
    Reading reading = new Reading("");
    config(new Section(reading, "", null));
    return reading.options();
  }

  private static @Nullable Node compose(Reading reading, String name, String yaml)
      throws BadConfig {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    try {
      return new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      reading.problem(e.getProblemMark(), "not YAML: " + e.getProblem());
      throw new BadConfig(reading.problems());
    } catch (YAMLException e) {
      throw new BadConfig(List.of(new ConfigProblem(name, 1, 1, "not YAML: " + e.getMessage())));
    }
  }

  private static PipelineConfig config(Section file) {
    Job job = job(file.section("job"));
    List<String> patterns =
        file.texts("patterns", List.of("patterns"), "Files and folders of patterns.");
    Optional<String> javaPatterns =
        file.optionalText(
            "java-patterns",
            "path",
            "The folder of jars with Java patterns; without it `java-patterns` beside the folder of"
                + " source mappings, if it is there. Their code may do whatever the job may do.");
    HotChange hotChange = hotChange(file.section("hot-change"));
    String sources =
        file.text("sources", "config/sources", "The folder of source mappings, one file a source.");
    Optional<String> identities =
        file.optionalText(
            "identities",
            "path",
            "The alias table: lines of `identifier,person`, or an export of users by SCIM 2.0.");
    ScimName identityPerson =
        file.oneOf(
            "identity-person",
            ScimName.EMAIL,
            ScimName.class,
            "What a person is called by that comes from a SCIM export; one without it, or who has"
                + " it in common with another, by the user name.");
    Optional<String> identitiesTopic =
        file.optionalText(
            "identities-topic",
            "name of a topic",
            "The compacted topic of `input.kafka` that the alias table is read from instead. It"
                + " wants a connection that authenticates.");
    Input input = input(file.section("input"));
    Elasticsearch elasticsearch = elasticsearch(file.section("elasticsearch"));
    Optional<Pages> pages = pages(file.section("pages"));
    Incidents incidents = incidents(file.section("incidents"));
    Devices devices = devices(file.section("devices"));
    Names names = names(file.section("names"));
    Budget budget = budget(file.section("budget"));
    boolean progress =
        file.flag(
            "progress",
            true,
            "Whether half-finished chains are written: who has reached which step of a sequence.");
    file.close();
    return new PipelineConfig(
        job,
        patterns,
        javaPatterns,
        hotChange,
        sources,
        identities,
        identityPerson,
        identitiesTopic,
        input,
        elasticsearch,
        pages,
        incidents,
        devices,
        names,
        budget,
        progress);
  }

  private static Job job(Section job) {
    Job read =
        new Job(
            job.text("name", "redthread", "The name Flink shows."),
            job.whole("parallelism", 1, 1, 32_768, "How many tasks of each operator run."),
            job.duration(
                "buffer-timeout",
                Duration.ofMillis(10),
                "How long a task may hold back events for the next one, so as to send more at once: on"
                    + " a job with little to do, each of three steps takes half of this longer. Less costs"
                    + " processor time also when nothing happens. Flink's own default is 100ms."),
            job.duration(
                "checkpoint-interval",
                Duration.ofSeconds(5),
                "How often state and offsets are saved together; a page waits for it, and after a"
                    + " crash this much is read again."),
            job.optionalText(
                "checkpoint-directory",
                "path or URI",
                "Where checkpoints are kept. Without it they do not outlive the process."),
            job.oneOf(
                "state-backend",
                StateBackend.HEAP,
                StateBackend.class,
                "Where keyed state lives: `heap` is faster, `rocksdb` may exceed memory and takes"
                    + " 128 MiB beside the heap for each of `parallelism`. At each checkpoint"
                    + " `rocksdb` stands still until its memory is on disk: events wait for some"
                    + " tenths of a second. To make that short, all states of a task are written"
                    + " together (RocksDB's `atomic_flush`)."),
            job.settings(
                "rocksdb",
                "What Flink calls `state.backend.rocksdb.*`, without that, in place of ours. Ours are"
                    + " `use-bloom-filter: true` and `memory.partitioned-index-filters: true`: most"
                    + " look-ups are of a group that nothing is known of.",
                RocksDbOption::problem),
            job.optionalWhole(
                "web-port",
                0,
                65_535,
                "The port of Flink's web UI when the job runs in this process; 0 takes a free one."),
            job.optionalUrl(
                "cluster",
                "The REST address of a Flink cluster, e.g. `http://jobmanager:8081`: the job is sent"
                    + " there. Without it the job runs in this process."));
    job.close();
    return read;
  }

  private static HotChange hotChange(Section hotChange) {
    HotChange read =
        new HotChange(
            hotChange.flag(
                "watch",
                true,
                "Whether changed pattern files and a changed alias table come into force while the"
                    + " job runs, unless all its input is files."),
            hotChange.duration(
                "interval",
                LONGEST_INTERVAL,
                LONGEST_INTERVAL,
                "How often patterns and the alias table are looked for. Changed files come into force after two looks"
                    + " that find the same, a published set after one."),
            hotChange.optionalText(
                "topic",
                "name of a topic",
                "The topic of `input.kafka` that whole sets of patterns are published on. It wants"
                    + " `watch: false`, and a connection that authenticates."));
    hotChange.close();
    return read;
  }

  private static Input input(Section input) {
    Optional<Kafka> kafka = kafka(input.section("kafka"));
    List<String> files =
        input.texts("files", List.of(), "Globs of recorded logs, read once from the beginning.");
    Map<String, Follow> follow = input.sections("follow", "FEED", ConfigFile::follow);
    Map<String, Feed> pull = input.sections("pull", "FEED", ConfigFile::feed);
    input.close();
    return new Input(kafka, files, follow, pull);
  }

  private static Follow follow(Section follow) {
    Follow read =
        new Follow(
            follow.texts(
                "files",
                List.of(),
                "Globs of files that grow, also under the names that they get when they are rotated."),
            follow.optionalText(
                "source",
                "name of a log source",
                "What their lines are of. Without it each is of a recorded log, and says that."));
    follow.close();
    return read;
  }

  private static Feed feed(Section feed) {
    Feed read =
        new Feed(
            feed.requiredText(
                "source", "The log source that is asked for; its mapping has a block `pull`."),
            feed.textByWord("values", "What that block needs: hosts, tenants, applications."),
            feed.textByWord(
                "secret-variables", "For each secret, the environment variable that holds it."),
            feed.textByWord("secret-files", "For each secret, the file that holds it."),
            feed.optionalDuration(
                "interval", "the mapping's", "How long after one poll the next one begins."),
            feed.optionalDuration(
                "overlap",
                "the mapping's",
                "How much of the time of one poll the next one asks for again, for late records."),
            feed.duration(
                "lookback", Duration.ofHours(1), "How far back the very first poll asks."),
            feed.duration(
                "hold",
                Duration.ofMinutes(15),
                "How long a feed that fails holds the received clock. After that the others go on"
                    + " without it, and what it brings later is late."),
            feed.flag("plain-http", false, "Whether its URLs may be http, of this machine only."));
    feed.close();
    return read;
  }

  private static Optional<Kafka> kafka(Section kafka) {
    Kafka read =
        new Kafka(
            kafka.requiredText("bootstrap-servers", "Brokers, `host:port` joined by commas."),
            kafka.text("group-id", "redthread", "The consumer group that offsets are shown under."),
            kafka.byWord(
                "topics",
                "For each source, its topics of bare vendor records.",
                (where, names) -> new Topics(names)),
            kafka.texts(
                "envelope-topics",
                List.of(),
                "Topics of recorded-log lines, which name their source themselves."),
            kafka.textByWord("properties", "Handed to the Kafka client as they are."));
    kafka.close();
    return kafka.isPresent() ? Optional.of(read) : Optional.empty();
  }

  private static Elasticsearch elasticsearch(Section elasticsearch) {
    Elasticsearch read =
        new Elasticsearch(
            elasticsearch.url(
                "url", URI.create("http://localhost:9200"), "The cluster that documents go to."),
            elasticsearch.optionalText(
                "user-variable", "name of a variable", "The environment variable with the user."),
            elasticsearch.optionalText(
                "password-variable",
                "name of a variable",
                "The environment variable with the password."),
            elasticsearch.text(
                "index-prefix",
                DocumentIndex.PREFIX,
                "Indices are called `PREFIX-incidents` and so on; the shipped dashboards expect the default."));
    elasticsearch.close();
    return read;
  }

  private static Optional<Pages> pages(Section pages) {
    Pages read =
        new Pages(
            pages.requiredUrl("url", "The web hook. Without this section nobody is paged."),
            pages.text(
                "secret-variable",
                "REDTHREAD_PAGE_SECRET",
                "The environment variable with the secret that signs pages."),
            pages.oneOf(
                "least-severity", Level.HIGH, Level.class, "Incidents below it do not page."));
    pages.close();
    return pages.isPresent() ? Optional.of(read) : Optional.empty();
  }

  private static Incidents incidents(Section incidents) {
    IncidentSettings fallback = IncidentSettings.DEFAULT;
    Incidents read =
        new Incidents(
            incidents.duration(
                "join-within",
                fallback.joinWithin(),
                "How far apart two findings of one person may be and still be one incident."),
            incidents.duration(
                "retention",
                fallback.retention(),
                "How long an incident may still change after its last event, beyond join-within."),
            incidents.whole(
                "most-findings",
                fallback.mostFindings(),
                2,
                100_000,
                "How many findings of one person are kept apart; older ones are folded together."),
            incidents.optionalText(
                "link",
                "URL with {id}",
                "Where a page leads; {id} becomes the id of the incident."));
    incidents.close();
    return read;
  }

  private static Devices devices(Section devices) {
    Devices read =
        new Devices(
            devices.duration(
                "links-kept",
                Duration.ofDays(400),
                "How long after a device was linked to a person its events still follow that link."));
    devices.close();
    return read;
  }

  private static Names names(Section names) {
    Names read =
        new Names(
            names.duration(
                "links-kept",
                Duration.ofDays(90),
                "How long after a record said whose a name is events still follow it."));
    names.close();
    return read;
  }

  private static Budget budget(Section budget) {
    Budget read =
        new Budget(
            budget.whole(
                "events-per-key",
                DetectorOptions.DEFAULT.budget(),
                1,
                10_000_000,
                "How many events one pattern keeps for one group; beyond it the latest stay."),
            budget.whole(
                "cached-keys",
                DetectorOptions.DEFAULT.cachedKeys(),
                0,
                10_000_000,
                "How many groups' partial matches a task keeps ready; 0 rebuilds them each time."),
            budget.duration(
                "java-evaluation",
                DetectorOptions.DEFAULT.evaluation(),
                "How much processor time a Java pattern may take over one event; one that takes more"
                    + " is switched off."));
    budget.close();
    return read;
  }
}
