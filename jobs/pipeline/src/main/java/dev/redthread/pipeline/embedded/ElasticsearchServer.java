package dev.redthread.pipeline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * The real Elasticsearch on a free port of 127.0.0.1, with data that go when it is closed.
 *
 * <p>Elasticsearch refuses to run as root; then it runs as the user nobody. Its ports stay the same
 * when it is started again.
 *
 * <p><i>Cost:</i> about 9 s to start, 0.5 s to stop, 0.5 GB of memory.
 *
 * <p><i>Thread safety:</i> one thread at a time.
 */
public final class ElasticsearchServer implements AutoCloseable {

  /** Written by the build, which fetches the server of the same version. */
  private static final String VERSION_FILE = "elasticsearch.properties";

  /** Nine seconds where nothing else runs; a machine that is busy with builds took minutes. */
  private static final Duration LONGEST_START = Duration.ofMinutes(6);

  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

  private final ElasticsearchFolder folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private ServerProcess process;
  private final URI address;

  private ElasticsearchServer(ElasticsearchFolder folder) {
    this.folder = folder;
    this.process = folder.launch();
    try {
      this.address = ready();
      folder.fixPorts();
    } catch (RuntimeException e) {
      process.stop(false);
      throw e;
    }
  }

  /** Starts the server out of the distribution that the build has put beside it. */
  public static ElasticsearchServer start() {
    return start(distribution(), Map.of());
  }

  /**
   * Starts the server and waits until it answers.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} with the end of the server's output.
   *
   * @param settings added to {@code elasticsearch.yml}
   */
  public static ElasticsearchServer start(Path distribution, Map<String, String> settings) {
    try {
      return new ElasticsearchServer(ElasticsearchFolder.unzip(distribution, settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the build puts the distribution, under the system property {@code redthread.root}. */
  public static Path distribution() {
    String root = System.getProperty("redthread.root");
    if (root == null) {
      throw new IllegalStateException(
          "set the system property redthread.root to the folder of Redthread");
    }
    Path zip = Path.of(root, "target", "servers", "elasticsearch-" + version() + ".zip");
    if (!Files.isRegularFile(zip)) {
      throw new IllegalStateException(
          zip + " is missing; fetch it with: mvn -pl jobs/pipeline -am process-resources");
    }
    return zip;
  }

  private static String version() {
    Properties build = new Properties();
    try (InputStream file = ElasticsearchServer.class.getResourceAsStream(VERSION_FILE)) {
      build.load(Objects.requireNonNull(file, VERSION_FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version");
  }

  /** Where it answers, e.g. {@code http://127.0.0.1:41523}. */
  public URI address() {
    return address;
  }

  /** Home, configuration and data. */
  Path folder() {
    return folder.home();
  }

  /** Ends the server as a power cut would; {@link #restart} brings it back with its data. */
  public void kill() {
    process.kill();
  }

  /** Ends the server in good order; {@link #restart} brings it back with its data. */
  public void stop() {
    process.stop(true);
  }

  /** Starts the server again, after {@link #kill} or {@link #stop}, on the same ports and data. */
  public void restart() {
    process = folder.launch();
    ready();
  }

  @Override
  public void close() {
    process.stop(false);
    folder.remove();
  }

  private URI ready() {
    URI answers = process.await("Elasticsearch is not up", LONGEST_START, folder::boundAddress);
    process.await("Elasticsearch does not answer", LONGEST_START, () -> health(answers));
    return answers;
  }

  private Optional<String> health(URI answers) {
    HttpRequest request =
        HttpRequest.newBuilder(answers.resolve("/_cluster/health?wait_for_status=yellow"))
            .timeout(LONGEST_REQUEST)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (IOException e) {
      // Not yet; whoever waits knows for how long.
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Elasticsearch started", e);
    }
  }
}
