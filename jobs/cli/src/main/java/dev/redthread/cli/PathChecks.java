package dev.redthread.cli;

import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pipeline.config.PipelineConfig;
import dev.redthread.pipeline.source.FileGlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files and folders that a configuration names must be there, and be readable.
 *
 * @param base what relative paths begin at
 */
record PathChecks(Path base, Complaints complaints) {

  void content(PipelineConfig config) {
    for (int i = 0; i < config.patterns().size(); i++) {
      readable(config.patterns().get(i), "patterns", Integer.toString(i));
    }
    config.javaPatterns().ifPresent(path -> readable(path, "java-patterns"));
    readable(config.sources(), "sources");
    config.identities().ifPresent(path -> readable(path, "identities"));
  }

  /** A file or folder that is read. */
  void readable(String text, String... key) {
    Path path = base.resolve(text);
    if (!Files.exists(path)) {
      complaints.add("there is no " + text + orElse(siblingHint(path), means(path)), key);
    } else if (!Files.isReadable(path)) {
      complaints.add(text + " cannot be read: give this user the right to", key);
    }
  }

  /** Where checkpoints go; the job makes the folder when it is not there. */
  void checkpoints(String text) {
    Path path = base.resolve(text).toAbsolutePath().normalize();
    while (path != null && !Files.exists(path)) {
      path = path.getParent();
    }
    if (path != null && !(Files.isDirectory(path) && Files.isWritable(path))) {
      complaints.add(
          "checkpoints cannot be written to "
              + text
              + ": "
              + path
              + " is no folder that this user may write to",
          "job",
          "checkpoint-directory");
    }
  }

  /** Recorded logs. */
  void logs(List<String> globs) {
    for (int i = 0; i < globs.size(); i++) {
      logs(new FileGlob(base, globs.get(i)), "input", "files", Integer.toString(i));
    }
  }

  /** Logs that may come later, into folders that are there. */
  void followed(String feed, List<String> globs) {
    for (int i = 0; i < globs.size(); i++) {
      String[] key = {"input", "follow", feed, "files", Integer.toString(i)};
      FileGlob glob = new FileGlob(base, globs.get(i));
      Path folder = folderOf(glob);
      Optional<String> noGlob = glob.problem();
      if (noGlob.isPresent()) {
        complaints.add(glob.text() + ": " + noGlob.get(), key);
      } else if (!Files.isDirectory(folder)) {
        complaints.add("nothing can be followed at " + glob.text() + reason(folder), key);
      }
    }
  }

  private Path folderOf(FileGlob glob) {
    Path folder = glob.folder();
    Path parent = folder.getParent();
    return folder.equals(base.resolve(glob.text())) && parent != null ? parent : folder;
  }

  private void logs(FileGlob glob, String... key) {
    try {
      List<Path> files = glob.files();
      if (files.isEmpty()) {
        complaints.add("no file matches " + glob.text() + reason(glob.folder()), key);
      }
      for (Path file : files) {
        if (!Files.isReadable(file)) {
          complaints.add(file + " cannot be read: give this user the right to", key);
        }
      }
    } catch (IOException unreadable) {
      complaints.add("cannot look for " + glob.text() + ": " + unreadable, key);
    }
  }

  private static String reason(Path folder) {
    return Files.isDirectory(folder)
        ? " in " + full(folder) + ": put the logs there, or correct the glob"
        : orElse(siblingHint(folder), ": there is no " + full(folder));
  }

  private static String orElse(@Nullable String hint, String otherwise) {
    return hint == null ? otherwise : "; " + hint;
  }

  private static String means(Path path) {
    return ": create it, or correct the path (it means " + full(path) + ")";
  }

  private static Path full(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private static @Nullable String siblingHint(Path path) {
    Path parent = full(path).getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return null;
    }
    try (Stream<Path> siblings = Files.list(parent)) {
      return NearestName.hint(name(full(path)), siblings.map(PathChecks::name).toList());
    } catch (IOException unreadable) {
      return null;
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
