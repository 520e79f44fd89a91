package dev.redthread.pipeline.config;

import dev.redthread.normalize.ScimName;
import dev.redthread.pattern.compiled.Level;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator of Redthread can set. Paths are as written in the file, relative to the
 * working directory.
 *
 * <p>Secrets are not in it: it names the environment variables that hold them.
 *
 * @param job how Flink runs it
 * @param patterns files and folders of patterns
 * @param javaPatterns the folder of their jars, when it is not that beside the sources
 * @param hotChange whether they may change while the job runs
 * @param sources the folder of source mappings
 * @param identities the alias table of persons
 * @param identityPerson what persons of a SCIM export are called by
 * @param identitiesTopic of Kafka that the alias table is read from instead
 * @param input where logs come from
 * @param elasticsearch where documents go
 * @param pages where pages go, if anywhere
 * @param incidents how findings become incidents
 * @param devices how devices are given to persons
 * @param names how names are given to persons
 * @param budget what one group may cost
 * @param progress whether half-finished chains are published
 */
public record PipelineConfig(
    Job job,
    List<String> patterns,
    Optional<String> javaPatterns,
    HotChange hotChange,
    String sources,
    Optional<String> identities,
    ScimName identityPerson,
    Optional<String> identitiesTopic,
    Input input,
    Elasticsearch elasticsearch,
    Optional<Pages> pages,
    Incidents incidents,
    Devices devices,
    Names names,
    Budget budget,
    boolean progress) {

  public PipelineConfig {
    patterns = List.copyOf(patterns);
  }

  /** Where Flink keeps keyed state. */
  public enum StateBackend {
    HEAP,
    ROCKSDB
  }

  /**
   * How Flink runs the job.
   *
   * @param bufferTimeout how long a task may keep what it has for another, to send more at once
   * @param checkpointDirectory a URI or path; without one checkpoints do not outlive the process
   * @param rocksDb options of RocksDB in place of ours, by the names of {@link RocksDbOption}
   * @param webPort the port of Flink's web UI, 0 for any free one; none without it
   * @param cluster the REST address of the Flink cluster that runs it; this process without it
   */
  public record Job(
      String name,
      int parallelism,
      Duration bufferTimeout,
      Duration checkpointInterval,
      Optional<String> checkpointDirectory,
      StateBackend stateBackend,
      Map<String, String> rocksDb,
      Optional<Integer> webPort,
      Optional<URI> cluster) {
    public Job {
      rocksDb = Map.copyOf(rocksDb);
    }

    /** With our options of RocksDB. */
    public Job(
        String name,
        int parallelism,
        Duration bufferTimeout,
        Duration checkpointInterval,
        Optional<String> checkpointDirectory,
        StateBackend stateBackend,
        Optional<Integer> webPort,
        Optional<URI> cluster) {
      this(
          name,
          parallelism,
          bufferTimeout,
          checkpointInterval,
          checkpointDirectory,
          stateBackend,
          Map.of(),
          webPort,
          cluster);
    }
  }

  /**
   * How patterns change while the job runs.
   *
   * @param watch whether their files are looked at again
   * @param interval between two looks
   * @param topic of Kafka that whole sets are published on, instead of watched files
   */
  public record HotChange(boolean watch, Duration interval, Optional<String> topic) {}

  /**
   * Where logs come from: Kafka, files, APIs, or several of them.
   *
   * @param files that are read once
   * @param follow files that grow, by the name that the file gives them
   * @param pull the feeds that the job asks for itself, by the name that the file gives them
   */
  public record Input(
      Optional<Kafka> kafka,
      List<String> files,
      Map<String, Follow> follow,
      Map<String, Feed> pull) {
    public Input {
      files = List.copyOf(files);
      follow = Map.copyOf(follow);
      pull = Map.copyOf(pull);
    }
  }

  /**
   * Files that are followed as they grow.
   *
   * @param files globs
   * @param source what their lines are of, where they do not name it themselves
   */
  public record Follow(List<String> files, Optional<String> source) {
    public Follow {
      files = List.copyOf(files);
    }
  }

  /**
   * A log that is asked for over HTTP.
   *
   * @param source the log source, whose mapping says how
   * @param values what the mapping wants to know: hosts, tenants
   * @param secretVariables the environment variable of each secret that is in one
   * @param secretFiles the file of each secret that is in one
   * @param interval between two polls; the mapping's without it
   * @param overlap how much of its time the next poll asks for again; the mapping's without it
   * @param lookback how far back the first poll asks
   * @param hold for how long the received clock waits for a feed that fails
   * @param plainHttp whether URLs of this machine may be http
   */
  public record Feed(
      String source,
      Map<String, String> values,
      Map<String, String> secretVariables,
      Map<String, String> secretFiles,
      Optional<Duration> interval,
      Optional<Duration> overlap,
      Duration lookback,
      Duration hold,
      boolean plainHttp) {
    public Feed {
      values = Map.copyOf(values);
      secretVariables = Map.copyOf(secretVariables);
      secretFiles = Map.copyOf(secretFiles);
    }
  }

  /**
   * A Kafka cluster.
   *
   * @param topics for each log source, its topics of bare vendor records
   * @param envelopeTopics topics of recorded-log lines, which name their source
   * @param properties handed to the client as they are
   */
  public record Kafka(
      String bootstrapServers,
      String groupId,
      Map<String, Topics> topics,
      List<String> envelopeTopics,
      Map<String, String> properties) {
    public Kafka {
      topics = Map.copyOf(topics);
      envelopeTopics = List.copyOf(envelopeTopics);
      properties = Map.copyOf(properties);
    }

    /** Whether the client proves who it is, by SASL or by a certificate of its own. */
    public boolean authenticates() {
      return switch (properties.getOrDefault("security.protocol", "").toUpperCase(Locale.ROOT)) {
        case "SASL_SSL", "SASL_PLAINTEXT" -> true;
        case "SSL" ->
            properties.containsKey("ssl.keystore.location")
                || properties.containsKey("ssl.keystore.certificate.chain");
        default -> false;
      };
    }
  }

  /** The topics of one log source. */
  public record Topics(List<String> names) {
    public Topics {
      names = List.copyOf(names);
    }
  }

  /**
   * An Elasticsearch cluster.
   *
   * @param userVariable the environment variable that holds the user's name
   * @param passwordVariable the environment variable that holds the password
   */
  public record Elasticsearch(
      URI url,
      Optional<String> userVariable,
      Optional<String> passwordVariable,
      String indexPrefix) {}

  /**
   * A pager's web hook.
   *
   * @param secretVariable the environment variable that holds the secret of the signature
   * @param leastSeverity incidents below it do not page
   */
  public record Pages(URI url, String secretVariable, Level leastSeverity) {}

  /**
   * How findings become incidents.
   *
   * @param joinWithin how far apart two findings of one entity may be and still be one incident
   * @param retention how long after its last event an incident may still change
   * @param mostFindings how many findings of one entity are kept; older ones are folded together
   * @param link where a page leads, with {@code {id}} for the incident's id
   */
  public record Incidents(
      Duration joinWithin, Duration retention, int mostFindings, Optional<String> link) {}

  /**
   * How devices are given to persons.
   *
   * @param linksKept how long after a device was linked to a person events still follow that link
   */
  public record Devices(Duration linksKept) {}

  /**
   * How names are given to persons by what records say.
   *
   * @param linksKept how long after a record said whose a name is events still follow it
   */
  public record Names(Duration linksKept) {}

  /**
   * What one pattern and group may cost.
   *
   * @param eventsPerKey how many events its timeline keeps, the latest by event time
   * @param cachedKeys how many groups' partial matches each task keeps ready
   * @param javaEvaluation how much processor time a Java pattern may take over one event
   */
  public record Budget(int eventsPerKey, int cachedKeys, Duration javaEvaluation) {}
}
