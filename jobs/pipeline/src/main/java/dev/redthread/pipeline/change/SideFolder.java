package dev.redthread.pipeline.change;

import dev.redthread.normalize.enrich.FileStamp;
import dev.redthread.pattern.PatternTexts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Side files that people edit in place. All of them must be there and be UTF-8; a look that finds
 * it otherwise fails, and what was there before stays in force.
 *
 * @param paths as the configuration names them
 * @param large files that are no text and too large to be sent around: in place of a text there is
 *     a {@link FileStamp}, and whoever wants them reads them
 */
record SideFolder(List<String> paths, List<String> large) implements PatternPlace {
  SideFolder {
    paths = List.copyOf(paths);
    large = List.copyOf(large);
  }

  @Override
  public PatternLook open() {
    return new Look(paths, large);
  }

  @Override
  public boolean goesBeforeFiles() {
    return false;
  }

  /** Files that differ from those of the look before are taken for half written. */
  private static final class Look implements PatternLook {
    private final List<String> paths;
    private final List<String> large;
    private String last = "";

    Look(List<String> paths, List<String> large) {
      this.paths = paths;
      this.large = large;
    }

    @Override
    public List<FoundTexts> look() throws IOException {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String path : paths) {
        texts.put(path, read(path));
      }
      for (String path : large) {
        texts.put(path, FileStamp.of(Path.of(path)));
      }
      FoundTexts found =
          new FoundTexts(String.join(", ", paths), new PatternTexts(texts, List.of()));
      String hash = found.hash();
      boolean still = hash.equals(last);
      last = hash;
      return still ? List.of(found) : List.of();
    }

    private static String read(String path) throws IOException {
      try {
        return Files.readString(Path.of(path));
      } catch (CharacterCodingException notText) {
        throw new IOException(path + " is not UTF-8: save it as that", notText);
      }
    }

    @Override
    public void wakeUp() {}

    @Override
    public void close() {}
  }
}
