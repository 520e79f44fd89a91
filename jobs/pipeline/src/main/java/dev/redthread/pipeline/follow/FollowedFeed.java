package dev.redthread.pipeline.follow;

import dev.redthread.pipeline.source.FileGlob;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that are followed under one name.
 *
 * @param base the full path that relative globs begin at
 * @param source what their lines are of; null where each line names its own
 */
record FollowedFeed(String name, String base, List<String> globs, @Nullable String source)
    implements Serializable {
  FollowedFeed {
    globs = List.copyOf(globs);
  }

  /**
   * The files there are; one that goes meanwhile is none.
   *
   * @param unreadable is told of each folder or file that cannot be looked at
   */
  List<FoundFile> files(BiConsumer<Path, IOException> unreadable) throws IOException {
    Set<Path> paths = new LinkedHashSet<>();
    for (String glob : globs) {
      paths.addAll(new FileGlob(Path.of(base), glob).files(unreadable));
    }
    List<FoundFile> found = new ArrayList<>();
    for (Path path : paths) {
      file(path).ifPresent(found::add);
    }
    return found;
  }

  /** The files of a folder by their keys, whatever they are called. */
  static Map<String, FoundFile> byKey(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Map.of();
    }
    List<Path> paths;
    try (Stream<Path> all = Files.list(folder)) {
      paths = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    Map<String, FoundFile> byKey = new HashMap<>();
    for (Path path : paths) {
      file(path).ifPresent(file -> byKey.put(file.key(), file));
    }
    return byKey;
  }

  /** What there is at a path; nothing where nothing is. */
  static Optional<FoundFile> file(Path path) throws IOException {
    try {
      BasicFileAttributes it = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = it.fileKey();
      return Optional.of(
          new FoundFile(
              path,
              key == null ? path.toString() : key.toString(),
              it.size(),
              it.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }
}
