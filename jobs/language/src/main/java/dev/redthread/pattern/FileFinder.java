package dev.redthread.pattern;

import dev.redthread.pattern.compiled.Jar;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds pattern files and reads their text. */
final class FileFinder {
  private static final long MOST_BYTES = 4_000_000;
  private static final Set<String> APART = Set.of("tests", "campaigns");

  private final Diagnostics diagnostics;
  private final Map<String, String> texts = new LinkedHashMap<>();

  FileFinder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The texts by the path as given, each file once; a jar as its bytes in base 64. */
  Map<String, String> read(PatternPaths paths) {
    for (Path path : paths.files()) {
      if (Files.isDirectory(path)) {
        folder(path);
      } else {
        file(path);
      }
    }
    paths.jars().ifPresent(this::jars);
    return texts;
  }

  private void jars(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path jar : entries.filter(FileFinder::isJar).sorted().toList()) {
        read(jar).ifPresent(bytes -> texts.put(name(jar), Jar.of(name(jar), bytes).content()));
      }
    } catch (IOException | UncheckedIOException e) {
      unreadable(folder, e);
    }
  }

  private static boolean isJar(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(Jar.SUFFIX) && !name.startsWith(".") && Files.isRegularFile(path);
  }

  private void folder(Path folder) {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(path -> isPattern(folder, path)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      unreadable(folder, e);
      return;
    }
    if (files.isEmpty()) {
      diagnostics.warn(
          Code.NO_PATTERNS, Place.ofFile(name(folder)), "no pattern file (*.yml) in this folder");
    }
    files.forEach(this::file);
  }

  private static boolean isPattern(Path folder, Path path) {
    Path below = folder.relativize(path);
    for (int i = 0; i < below.getNameCount() - 1; i++) {
      String part = below.getName(i).toString();
      if (APART.contains(part) || part.startsWith(".")) {
        return false;
      }
    }
    String name = below.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".yml") || name.endsWith(".yaml"))
        && Files.isRegularFile(path);
  }

  private void file(Path file) {
    String name = name(file);
    if (texts.containsKey(name)) {
      return;
    }
    try {
      Optional<byte[]> bytes = read(file);
      if (bytes.isPresent()) {
        texts.put(name, decode(bytes.get()));
      }
    } catch (CharacterCodingException e) {
      diagnostics.error(Code.NOT_UTF8, Place.ofFile(name), "the file is not UTF-8");
    }
  }

  /** The bytes of a file; nothing when it is too large or cannot be read, which is reported. */
  private Optional<byte[]> read(Path file) {
    try {
      if (Files.size(file) <= MOST_BYTES) {
        return Optional.of(Files.readAllBytes(file));
      }
      diagnostics.error(
          Code.YAML_LIMIT,
          Place.ofFile(name(file)),
          "the file is larger than " + MOST_BYTES + " bytes");
    } catch (IOException e) {
      unreadable(file, e);
    }
    return Optional.empty();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private void unreadable(Path path, Exception e) {
    diagnostics.error(
        Code.UNREADABLE_FILE,
        Place.ofFile(name(path)),
        "cannot be read: " + e.getClass().getSimpleName());
  }

  static String name(Path path) {
    return path.normalize().toString().replace('\\', '/');
  }
}
