package dev.redthread.pipeline.change;

import dev.redthread.pattern.Loaded;
import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at pattern files from time to time, and says when they are other ones that can be run.
 *
 * <p>Files that differ from those of the look before are taken for half written. What cannot be run
 * is refused, once for each content; nothing at all is refused too, since a folder that is being
 * replaced is empty for a moment.
 *
 * <p><i>Thread safety:</i> none.
 */
final class PatternWatch {
  private final List<Path> paths;
  private final PatternCompiler compiler;
  private final Consumer<String> refusals;
  private String last = "";
  private @Nullable String refused;

  /**
   * @param refusals gets the reason of each refusal, for people
   */
  PatternWatch(List<Path> paths, PatternCompiler compiler, Consumer<String> refusals) {
    this.paths = List.copyOf(paths);
    this.compiler = compiler;
    this.refusals = refusals;
  }

  /** The files, if they are good, have stood still since the last look and are not in force. */
  Optional<Map<String, String>> look(String inForce) {
    PatternTexts texts = PatternFiles.read(paths);
    String hash =
        PatternVersion.hash(texts.files()) + PatternVersion.hash(Map.of("", texts.text()));
    boolean still = hash.equals(last);
    last = hash;
    if (!still || hash.equals(refused)) {
      return Optional.empty();
    }
    if (!texts.hasErrors() && PatternVersion.hash(texts.files()).equals(inForce)) {
      refused = null;
      return Optional.empty();
    }
    Optional<String> reason = reason(texts);
    if (reason.isPresent()) {
      refused = hash;
      refusals.accept(reason.get());
      return Optional.empty();
    }
    refused = null;
    return Optional.of(texts.files());
  }

  private Optional<String> reason(PatternTexts texts) {
    if (texts.hasErrors()) {
      return Optional.of(texts.text());
    }
    Loaded loaded = compiler.compile(texts.files());
    if (loaded.hasErrors()) {
      return Optional.of(loaded.text());
    }
    return loaded.set().patterns().isEmpty()
        ? Optional.of("there is no pattern in " + paths)
        : Optional.empty();
  }
}
