package dev.redthread.cli;

import dev.redthread.normalize.SourceMapping;
import dev.redthread.normalize.Sources;
import dev.redthread.pattern.diagnostic.NearestName;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that names the folder of source mappings. */
final class SourceFolder {

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "The source mappings; default config/sources of Redthread.")
  private @Nullable Path folder;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Path path() {
    return folder == null ? Home.path("config", "sources") : folder;
  }

  /** Refuses the name of a source that there is not; nothing where none was given. */
  void mustHave(@Nullable String name, Sources sources) {
    if (name != null) {
      SourceMapping unused = named(name, sources);
    }
  }

  /**
   * A source that the user named.
   *
   * <p><i>Errors:</i> bad usage, with a hint, when there is none.
   */
  SourceMapping named(String name, Sources sources) {
    return sources
        .mapping(name)
        .orElseThrow(
            () -> {
              String hint =
                  NearestName.hint(
                      name, sources.mappings().stream().map(SourceMapping::name).toList());
              return new ParameterException(
                  command.commandLine(),
                  "no source is called "
                      + name
                      + "; "
                      + (hint == null ? "./redthread sources lists them" : hint));
            });
  }
}
