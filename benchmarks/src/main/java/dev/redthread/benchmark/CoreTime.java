package dev.redthread.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long the threads of this process ran, and how long they were ready to run and waited for a
 * core, up to one moment. On a machine with other things to do the second is what latencies are
 * made of.
 *
 * <p><i>Units:</i> nanoseconds. Both are 0 where the system does not say it as Linux does.
 */
public record CoreTime(long ran, long waited) {
  private static final Path THREADS = Path.of("/proc/self/task");

  public static CoreTime now() throws IOException {
    long ran = 0;
    long waited = 0;
    if (Files.isDirectory(THREADS)) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
        for (Path thread : threads) {
          String[] numbers = read(thread.resolve("schedstat")).split(" ", -1);
          if (numbers.length > 1) {
            ran += Long.parseLong(numbers[0]);
            waited += Long.parseLong(numbers[1]);
          }
        }
      }
    }
    return new CoreTime(ran, waited);
  }

  /** A thread may have ended meanwhile. */
  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException gone) {
      return "";
    }
  }

  /** From this moment to another, how long threads waited for each moment that they ran. */
  public double waitedTo(CoreTime end) {
    return end.ran > ran ? (double) Math.max(0, end.waited - waited) / (end.ran - ran) : 0;
  }
}
