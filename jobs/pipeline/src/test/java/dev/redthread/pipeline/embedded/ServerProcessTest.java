package dev.redthread.pipeline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerProcessTest {

  @TempDir Path parent;

  @Test
  void stopsItsServerAndRemovesTheFolder() throws Exception {
    ServerProcess process = start("sleep 1000");

    process.stop(false);

    assertThat(process.isAlive()).isFalse();
    assertThat(parent.resolve("home")).doesNotExist();
  }

  @Test
  void keepsTheFolderForARestart() throws Exception {
    ServerProcess process = start("sleep 1000");

    process.kill();
    process.stop(true);

    assertThat(process.isAlive()).isFalse();
    assertThat(parent.resolve("home")).exists();
  }

  @Test
  void endsAServerThatIgnoresTheRequestToEnd() throws Exception {
    ServerProcess process = start("trap '' TERM; echo ready; while true; do sleep 1; done");
    process.await("no word", Duration.ofSeconds(20), () -> output().filter("ready\n"::equals));

    process.stop(false);

    assertThat(process.isAlive()).isFalse();
  }

  /** Often enough that some end before they can be looked at, and some after. */
  @RepeatedTest(20)
  void saysWhyAServerDidNotStart() throws Exception {
    ServerProcess process = start("echo no such thing; exit 3");

    assertThatThrownBy(() -> process.await("It is not up", Duration.ofSeconds(20), Optional::empty))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("It is not up: it has ended:\nno such thing");
    process.stop(false);
    assertThat(parent.resolve("home")).doesNotExist();
  }

  @Test
  void endsTheServerWhenThisProcessIsKilled() throws Exception {
    Path home = Files.createDirectory(parent.resolve("home"));
    Process killed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String pid =
        new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    ProcessHandle server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

    killed.destroyForcibly().waitFor();

    server.onExit().get(20, TimeUnit.SECONDS);
    assertThat(server.isAlive()).isFalse();
  }

  /** The process that is killed. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws Exception {
      ServerProcess process =
          ServerProcess.start(
              Path.of(args[0]), Optional.empty(), Map.of(), List.of("sleep", "1000"));
      ProcessHandle server = process.server().orElseThrow();
      System.out.println(server.pid());
      server.onExit().get();
    }
  }

  private ServerProcess start(String script) throws IOException {
    Path home = Files.createDirectory(parent.resolve("home"));
    return ServerProcess.start(home, Optional.empty(), Map.of(), List.of("bash", "-c", script));
  }

  private Optional<String> output() {
    try {
      return Optional.of(Files.readString(parent.resolve("home").resolve("console.log")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
