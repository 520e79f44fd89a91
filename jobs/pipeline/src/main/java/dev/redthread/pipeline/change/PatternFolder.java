package dev.redthread.pipeline.change;

import dev.redthread.pattern.PatternFiles;
import dev.redthread.pattern.PatternPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders of patterns that people edit in place.
 *
 * @param paths as the configuration names them; each must be there
 * @param whenThere files that are read with them at each look that finds them, and are not missed
 *     otherwise
 * @param jars the folder of Java patterns, or null for none
 */
public record PatternFolder(List<String> paths, List<String> whenThere, @Nullable String jars)
    implements PatternPlace {
  public PatternFolder {
    paths = List.copyOf(paths);
    whenThere = List.copyOf(whenThere);
  }

  public static PatternFolder of(List<Path> paths) {
    return of(PatternPaths.of(paths), List.of());
  }

  public static PatternFolder of(PatternPaths paths, List<Path> whenThere) {
    return new PatternFolder(
        paths.files().stream().map(Path::toString).toList(),
        whenThere.stream().map(Path::toString).toList(),
        paths.jars().map(Path::toString).orElse(null));
  }

  @Override
  public PatternLook open() {
    return new Look(paths, whenThere, Optional.ofNullable(jars).map(Path::of));
  }

  @Override
  public boolean goesBeforeFiles() {
    return false;
  }

  /** Files that differ from those of the look before are taken for half written. */
  private static final class Look implements PatternLook {
    private final List<String> paths;
    private final List<String> whenThere;
    private final Optional<Path> jars;
    private String last = "";

    Look(List<String> paths, List<String> whenThere, Optional<Path> jars) {
      this.paths = paths;
      this.whenThere = whenThere;
      this.jars = jars;
    }

    @Override
    public List<FoundTexts> look() {
      List<Path> all =
          Stream.concat(
                  paths.stream().map(Path::of),
                  whenThere.stream().map(Path::of).filter(Files::exists))
              .distinct()
              .toList();
      FoundTexts found =
          new FoundTexts(String.join(", ", paths), PatternFiles.read(new PatternPaths(all, jars)));
      String hash = found.hash();
      boolean still = hash.equals(last);
      last = hash;
      return still ? List.of(found) : List.of();
    }

    @Override
    public void wakeUp() {}

    @Override
    public void close() {}
  }
}
