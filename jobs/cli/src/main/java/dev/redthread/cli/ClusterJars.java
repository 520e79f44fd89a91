package dev.redthread.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that a job brings to a Flink cluster: those of our own class path but for what every
 * cluster has, which is Flink itself and its logging.
 */
final class ClusterJars {

  private static final Pattern BROUGHT =
      Pattern.compile("flink-(cep|connector-base|connector-kafka)-.*");

  private static final Pattern THERE =
      Pattern.compile(
          "(flink|log4j|slf4j-api|frocksdbjni|async-profiler|kryo|minlog|objenesis|reflectasm)-.*");

  private ClusterJars() {}

  /** Of the class path of this process. */
  static List<Path> own() {
    return of(System.getProperty("java.class.path"));
  }

  /**
   * Of a class path.
   *
   * <p><i>Errors:</i> a {@link Failure} when it holds something else than jars.
   */
  static List<Path> of(String classPath) {
    List<Path> entries = Stream.of(classPath.split(File.pathSeparator, -1)).map(Path::of).toList();
    for (Path entry : entries) {
      if (!entry.toString().endsWith(".jar")) {
        throw new Failure(entry + " is no jar: send jobs to a cluster with the script ./redthread");
      }
    }
    return entries.stream().filter(ClusterJars::isBrought).map(Path::toAbsolutePath).toList();
  }

  private static boolean isBrought(Path jar) {
    String name = String.valueOf(jar.getFileName());
    return BROUGHT.matcher(name).matches() || !THERE.matcher(name).matches();
  }
}
