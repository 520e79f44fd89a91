package dev.redthread.cli;

import dev.redthread.normalize.IdentityAliases;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the alias table of persons. */
final class IdentitiesFile {

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description = "The alias table of persons; default config/identities.csv of Redthread.")
  private @Nullable Path file;

  Path path() {
    return file == null ? Home.path("config", "identities.csv") : file;
  }

  IdentityAliases read() {
    return Content.aliases(path());
  }
}
