package dev.redthread.pipeline.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The files that a glob names, e.g. {@code logs/okta-*.ndjson}.
 *
 * @param base what a relative glob begins at
 */
public record FileGlob(Path base, String text) {

  private static final Pattern WILD = Pattern.compile("[*?\\[{]");

  /**
   * Regular files, by name; a text without wildcards is the file itself.
   *
   * @throws IOException also where a folder below cannot be read
   */
  public List<Path> files() throws IOException {
    List<IOException> unreadable = new ArrayList<>();
    List<Path> files = files((path, why) -> unreadable.add(why));
    if (!unreadable.isEmpty()) {
      throw unreadable.get(0);
    }
    return files;
  }

  /**
   * The same, without what cannot be read.
   *
   * @param unreadable is told of each folder or file that cannot be looked at
   */
  public List<Path> files(BiConsumer<Path, IOException> unreadable) throws IOException {
    Path folder = folder();
    Path whole = base.resolve(text);
    if (folder.equals(whole)) {
      return Files.isRegularFile(whole) ? List.of(whole) : List.of();
    }
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    PathMatcher rest = matcher(folder.relativize(whole));
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        depth(folder, whole),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && rest.matches(folder.relativize(file))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) {
            if (!(why instanceof NoSuchFileException)) {
              unreadable.accept(file, why);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException why) {
            if (why != null) {
              unreadable.accept(each, why);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static PathMatcher matcher(Path rest) throws IOException {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + rest);
    } catch (PatternSyntaxException noGlob) {
      throw new IOException("this is no glob: " + noGlob.getDescription(), noGlob);
    }
  }

  /** What is wrong with its wildcards, if anything. */
  public Optional<String> problem() {
    try {
      PathMatcher unused = matcher(Path.of(text));
      return Optional.empty();
    } catch (IOException noGlob) {
      return Optional.of(String.valueOf(noGlob.getMessage()));
    }
  }

  /** The longest beginning of it without a wildcard. */
  public Path folder() {
    Path path = Path.of(text);
    Path root = path.getRoot();
    Path folder = root == null ? base : root;
    for (Path part : path) {
      if (WILD.matcher(part.toString()).find()) {
        break;
      }
      folder = folder.resolve(part);
    }
    return folder;
  }

  private static int depth(Path folder, Path whole) {
    return whole.toString().contains("**")
        ? Integer.MAX_VALUE
        : whole.getNameCount() - folder.getNameCount();
  }
}
