package dev.redthread.pipeline.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Home, configuration and data of one Elasticsearch, in a fresh temporary folder. */
final class ElasticsearchFolder {

  /** The user nobody, who owns nothing else. */
  private static final String NOBODY = "65534:65534";

  /** Quick to start and small; the distribution's own options are made for a server of its own. */
  private static final String JVM_OPTIONS =
      """
      -Xms256m
      -Xmx512m
      -XX:+UseSerialGC
      -XX:TieredStopAtLevel=1
      -XX:-AlwaysPreTouch
      -XX:-UsePerfData
      -XX:+ExitOnOutOfMemoryError
      -Djava.io.tmpdir=${ES_TMPDIR}
      """;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "cluster.name", "redthread",
          "node.name", "redthread",
          "node.portsfile", "true",
          "discovery.type", "single-node",
          "network.host", "127.0.0.1",
          "xpack.security.enabled", "false",
          // A laptop's disk is often nearly full, and what is written here is small and goes again.
          "cluster.routing.allocation.disk.threshold_enabled", "false");

  private final Path home;
  private final Optional<String> owner;
  private final Map<String, String> settings;

  private ElasticsearchFolder(Path home, Map<String, String> settings) throws IOException {
    this.home = home;
    this.owner =
        Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"))
            ? Optional.of(NOBODY)
            : Optional.empty();
    this.settings = new LinkedHashMap<>(SETTINGS);
    this.settings.put("http.port", "0");
    this.settings.put("transport.port", "0");
    this.settings.putAll(settings);
  }

  static ElasticsearchFolder unzip(Path distribution, Map<String, String> settings)
      throws IOException {
    ElasticsearchFolder folder =
        new ElasticsearchFolder(
            Files.createTempDirectory("redthread-elasticsearch-").toRealPath(), settings);
    try {
      if (folder.owner.isPresent()) {
        checkOthersMayEnter(folder.home.getParent());
      }
      unzip(distribution, folder.home);
      Files.createDirectories(folder.home.resolve("tmp"));
      Files.createDirectories(folder.home.resolve("logs"));
      Files.writeString(folder.home.resolve("config/jvm.options"), JVM_OPTIONS);
      folder.writeSettings();
      return folder;
    } catch (IOException | RuntimeException e) {
      folder.remove();
      throw e;
    }
  }

  Path home() {
    return home;
  }

  ServerProcess launch() {
    try {
      // Those of the run before.
      Files.deleteIfExists(ports("http"));
      Files.deleteIfExists(ports("transport"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> environment =
        Map.of(
            "ES_JAVA_HOME", System.getProperty("java.home"),
            "ES_PATH_CONF", home.resolve("config").toString(),
            "ES_TMPDIR", home.resolve("tmp").toString(),
            "ES_JAVA_OPTS", "",
            "CLI_JAVA_OPTS",
                "-XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djava.io.tmpdir=" + home.resolve("tmp"));
    return ServerProcess.start(
        home, owner, environment, List.of("bash", home.resolve("bin/elasticsearch").toString()));
  }

  /** Where the running server answers, as soon as it has said so. */
  Optional<URI> boundAddress() {
    return port("http").map(port -> URI.create("http://127.0.0.1:" + port));
  }

  /** Makes the next start use the ports of this one. */
  void fixPorts() {
    for (String kind : List.of("http", "transport")) {
      port(kind).ifPresent(port -> settings.put(kind + ".port", port));
    }
    try {
      writeSettings();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void remove() {
    if (!Files.exists(home)) {
      return;
    }
    try (Stream<Path> all = Files.walk(home)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path ports(String kind) {
    return home.resolve("logs").resolve(kind + ".ports");
  }

  private Optional<String> port(String kind) {
    try {
      return Files.readAllLines(ports(kind)).stream()
          .filter(line -> line.startsWith("127.0.0.1:"))
          .map(line -> line.substring(line.lastIndexOf(':') + 1))
          .findFirst();
    } catch (IOException e) {
      // Written, in one move, when the server listens.
      return Optional.empty();
    }
  }

  private void writeSettings() throws IOException {
    Files.writeString(
        home.resolve("config/elasticsearch.yml"),
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + ": " + setting.getValue() + "\n")
            .collect(Collectors.joining()),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void checkOthersMayEnter(@Nullable Path folder) throws IOException {
    for (@Nullable Path at = folder; at != null; at = at.getParent()) {
      if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new IllegalStateException(
            "Elasticsearch cannot run as root, and the user nobody may not enter "
                + at
                + "; set another temporary folder with -Djava.io.tmpdir=FOLDER");
      }
    }
  }

  private static void unzip(Path zip, Path into) throws IOException {
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        // The first part of each name is the folder elasticsearch-VERSION.
        String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
        Path target = into.resolve(name).normalize();
        if (!target.startsWith(into)) {
          throw new IOException(zip + " holds a name outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(in, target);
        }
      }
    }
  }
}
