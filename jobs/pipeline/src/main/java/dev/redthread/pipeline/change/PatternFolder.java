package dev.redthread.pipeline.change;

import dev.redthread.pattern.PatternFiles;
import java.nio.file.Path;
import java.util.List;

/**
 * Files and folders of patterns that people edit in place.
 *
 * @param paths as the configuration names them
 */
public record PatternFolder(List<String> paths) implements PatternPlace {
  public PatternFolder {
    paths = List.copyOf(paths);
  }

  public static PatternFolder of(List<Path> paths) {
    return new PatternFolder(paths.stream().map(Path::toString).toList());
  }

  @Override
  public PatternLook open() {
    return new Look(paths);
  }

  @Override
  public boolean goesBeforeFiles() {
    return false;
  }

  /** Files that differ from those of the look before are taken for half written. */
  private static final class Look implements PatternLook {
    private final List<String> paths;
    private String last = "";

    Look(List<String> paths) {
      this.paths = paths;
    }

    @Override
    public List<FoundTexts> look() {
      FoundTexts found =
          new FoundTexts(
              String.join(", ", paths), PatternFiles.read(paths.stream().map(Path::of).toList()));
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
