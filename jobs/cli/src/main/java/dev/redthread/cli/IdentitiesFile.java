package dev.redthread.cli;

import dev.redthread.normalize.IdentityAliases;
import dev.redthread.normalize.ScimName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the alias table of persons. */
final class IdentitiesFile {

  @Option(
      names = "--identities",
      paramLabel = "FILE",
      description =
          "The alias table of persons, CSV or an export of users by SCIM; default"
              + " config/identities.csv of Redthread.")
  private @Nullable Path file;

  @Option(
      names = "--identity-person",
      paramLabel = "NAME",
      defaultValue = "EMAIL",
      description =
          "What a person is called by that comes from a SCIM export: ${COMPLETION-CANDIDATES};"
              + " default ${DEFAULT-VALUE}.")
  private ScimName person = ScimName.EMAIL;

  /** What persons of a SCIM export are called by. */
  ScimName person() {
    return person;
  }

  Path path() {
    return file == null ? Home.path("config", "identities.csv") : file;
  }

  IdentityAliases read() {
    return Content.aliases(path(), person);
  }
}
