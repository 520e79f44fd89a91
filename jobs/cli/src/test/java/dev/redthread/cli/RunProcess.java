package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code run} as a process of its own, which a test may kill. */
final class RunProcess {
  static final Duration LONGEST = Duration.ofMinutes(10);

  private RunProcess() {}

  /**
   * @param folder where its output goes, and all that a killed process leaves behind
   */
  static Process start(String name, Path config, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-Dredthread.root=" + System.getProperty("redthread.root"),
            "-Dlog4j2.configurationFile=" + Home.path("config", "log4j2-test.xml"),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.redthread.cli.Redthread",
            "run",
            "--config",
            config.toString());
    builder.environment().put("REDTHREAD_PAGE_SECRET", "a secret of the test");
    builder.redirectErrorStream(true);
    builder.redirectOutput(
        ProcessBuilder.Redirect.appendTo(folder.resolve(name + ".log").toFile()));
    return builder.start();
  }

  /** Waits until something is true, as long as the process runs. */
  static void await(Process process, Callable<Boolean> done) throws Exception {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!done.call()) {
      assertThat(process.waitFor(100, TimeUnit.MILLISECONDS)).as("the run ended").isFalse();
      assertThat(System.nanoTime()).as("still not done").isLessThan(deadline);
    }
  }
}
