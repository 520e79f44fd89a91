package dev.redthread.pipeline.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A server in a process group of its own that ends when this process does, even by SIGKILL.
 *
 * <p>A small shell stands between and reads a pipe that comes from this process. When the pipe
 * closes, it ends the server and removes its folder. The kernel closes the pipe whatever kills this
 * process, so nothing here has to run for that; Ctrl-C reaches neither shell nor server.
 *
 * <p><i>Thread safety:</i> one thread at a time, but for {@link #stop}.
 */
public final class ServerProcess {

  /** Started as {@code bash -c GUARD guard FOLDER OWNER COMMAND…}; OWNER is empty or uid:gid. */
  private static final String GUARD =
      """
      set -m
      trap '' INT HUP TERM
      folder=$1
      owner=$2
      shift 2
      cd "$folder" || exit 1
      exec 2>>console.log
      if [ -n "$owner" ]; then
        chown -R "$owner" "$folder" || exit 1
        set -- setpriv --reuid="${owner%:*}" --regid="${owner#*:}" --clear-groups "$@"
      fi
      exec 2>/dev/null
      (trap - INT HUP TERM; exec "$@" </dev/null >>console.log 2>&1) &
      server=$!
      echo "$server"
      keep=
      while read -r word; do keep=$word; done
      kill -TERM -- "-$server" 2>/dev/null
      for i in $(seq 100); do
        kill -0 -- "-$server" 2>/dev/null || break
        sleep 0.05
      done
      kill -KILL -- "-$server" 2>/dev/null
      while kill -0 -- "-$server" 2>/dev/null; do sleep 0.05; done
      [ -n "$keep" ] || rm -rf "$folder"
      """;

  private static final Set<String> UNWANTED =
      Set.of("JAVA_HOME", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

  private static final Duration LONGEST_STOP = Duration.ofSeconds(15);

  private final Path folder;
  private final Process guard;
  private final Optional<ProcessHandle> server;
  private final Thread atShutdown = new Thread(() -> stop(false), "stop-server");

  private ServerProcess(Path folder, Process guard, Optional<ProcessHandle> server) {
    this.folder = folder;
    this.guard = guard;
    this.server = server;
  }

  /**
   * Starts a command.
   *
   * @param folder the server's working folder, which goes with it
   * @param owner uid:gid that the folder is given to and the server runs as, if not this user
   */
  public static ServerProcess start(
      Path folder, Optional<String> owner, Map<String, String> environment, List<String> command) {
    List<String> line =
        new ArrayList<>(List.of("bash", "-c", GUARD, "guard", folder.toString(), owner.orElse("")));
    line.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeAll(UNWANTED);
    builder.environment().putAll(environment);
    try {
      Process guard = builder.start();
      ServerProcess started = new ServerProcess(folder, guard, serverOf(guard, folder));
      Runtime.getRuntime().addShutdownHook(started.atShutdown);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> serverOf(Process guard, Path folder) throws IOException {
    String pid =
        new BufferedReader(new InputStreamReader(guard.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (pid == null) {
      throw new IllegalStateException("could not be started:\n" + tail(folder));
    }
    return ProcessHandle.of(Long.parseLong(pid));
  }

  /**
   * Asks again and again until there is an answer.
   *
   * <p><i>Errors:</i> {@link IllegalStateException} with the end of the server's output when it has
   * ended or time is over.
   */
  public <T> T await(String what, Duration longest, Supplier<Optional<T>> question) {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      Optional<T> answer = question.get();
      if (answer.isPresent()) {
        return answer.get();
      }
      boolean alive = isAlive();
      if (!alive || System.nanoTime() > end) {
        String why = alive ? "not within " + longest.toSeconds() + " s" : "it has ended";
        throw new IllegalStateException(what + ": " + why + ":\n" + tail(folder));
      }
      pause();
    }
  }

  /** The process that the command started; empty when it ended before it was looked at. */
  public Optional<ProcessHandle> server() {
    return server;
  }

  /** Whether the process that the command started still runs. */
  public boolean isAlive() {
    return server.map(ProcessHandle::isAlive).orElse(false);
  }

  /** Ends the server at once, as a power cut would; its folder stays. */
  public void kill() {
    List<ProcessHandle> all =
        server.stream()
            .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    stop(true);
  }

  /** Ends the server in good order. Does nothing the second time. */
  public void stop(boolean keepFolder) {
    try {
      if (keepFolder && guard.isAlive()) {
        guard.getOutputStream().write("keep\n".getBytes(StandardCharsets.UTF_8));
      }
      guard.getOutputStream().close();
      if (!guard.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server in " + folder + " does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      // The guard ends the server all the same.
      Thread.currentThread().interrupt();
    } finally {
      forgetShutdown();
    }
  }

  private void forgetShutdown() {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      // This is the shutdown.
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a server started", e);
    }
  }

  private static String tail(Path folder) {
    try {
      List<String> lines =
          Files.readString(folder.resolve("console.log"), StandardCharsets.UTF_8).lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "(no output: " + e.getMessage() + ")";
    }
  }
}
