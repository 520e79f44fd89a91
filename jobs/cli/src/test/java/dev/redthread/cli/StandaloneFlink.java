package dev.redthread.cli;

import dev.redthread.pipeline.embedded.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Flink cluster: a job manager and a task manager as processes of their own, which know
 * Flink and nothing of Redthread. They end when this process does.
 */
final class StandaloneFlink implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofSeconds(90);
  private static final String RUNTIME = "org.apache.flink.runtime.";

  private final URI address;
  private final ServerProcess jobManager;
  private final ServerProcess taskManager;

  private StandaloneFlink(URI address, ServerProcess jobManager, ServerProcess taskManager) {
    this.address = address;
    this.jobManager = jobManager;
    this.taskManager = taskManager;
  }

  /**
   * Starts it.
   *
   * @param libraries the folder of all jars; those that a job brings are left out
   */
  static StandaloneFlink start(Path libraries) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(libraries)) {
      jars = files.toList();
    }
    List<Path> brought = ClusterJars.of(path(jars));
    String runtime =
        path(jars.stream().filter(jar -> !brought.contains(jar.toAbsolutePath())).toList())
            + File.pathSeparator
            + path(brought.stream().filter(StandaloneFlink::isOfFlink).toList());
    Path jobManager = Files.createTempDirectory("redthread-flink");
    Path taskManager = Files.createTempDirectory("redthread-flink");
    int port;
    try (ServerSocket rpc = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket rest = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = rest.getLocalPort();
      for (Path folder : List.of(jobManager, taskManager)) {
        configure(folder, rpc.getLocalPort(), port);
      }
    }
    StandaloneFlink started =
        new StandaloneFlink(
            URI.create("http://127.0.0.1:" + port),
            launch(jobManager, runtime, "entrypoint.StandaloneSessionClusterEntrypoint"),
            launch(taskManager, runtime, "taskexecutor.TaskManagerRunner"));
    started.taskManager.await("no slot is there", LONGEST_START, started::slots);
    return started;
  }

  /** What Flink's distribution has in its one big jar. */
  private static boolean isOfFlink(Path jar) {
    return String.valueOf(jar.getFileName())
        .matches(
            "(commons-(cli|lang3|text|math3|compress|io|collections)|snakeyaml-engine"
                + "|javassist|snappy-java|lz4-java|zstd-jni|jackson-.*)-\\d.*");
  }

  private static String path(List<Path> jars) {
    return jars.stream()
        .map(jar -> jar.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static void configure(Path folder, int rpcPort, int restPort) throws IOException {
    Files.writeString(
        folder.resolve("config.yaml"),
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.rpc.port: %d
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        taskmanager.cpu.cores: 1
        taskmanager.memory.task.heap.size: 256m
        taskmanager.memory.task.off-heap.size: 0
        taskmanager.memory.framework.heap.size: 64m
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.network.min: 64m
        taskmanager.memory.network.max: 64m
        taskmanager.memory.managed.size: 32m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        io.tmp.dirs: %s
        """
            .formatted(rpcPort, restPort, folder));
  }

  private static ServerProcess launch(Path folder, String runtime, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String opened : List.of("java.util", "java.lang", "java.net", "java.util.concurrent")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("-Dlog4j2.configurationFile=" + Home.path("config", "log4j2-test.xml"));
    command.addAll(List.of("-cp", runtime, RUNTIME + main, "--configDir", folder.toString()));
    return ServerProcess.start(folder, Optional.empty(), Map.of(), command);
  }

  private Optional<Boolean> slots() {
    try {
      HttpResponse<String> overview =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(address.resolve("/overview")).build(),
                  HttpResponse.BodyHandlers.ofString());
      return overview.body().contains("\"slots-available\":2")
          ? Optional.of(true)
          : Optional.empty();
    } catch (IOException notYet) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink started", e);
    }
  }

  URI address() {
    return address;
  }

  @Override
  public void close() {
    taskManager.stop(false);
    jobManager.stop(false);
  }
}
