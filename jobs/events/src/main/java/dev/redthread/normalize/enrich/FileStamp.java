package dev.redthread.normalize.enrich;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells a file that was replaced from the one before without reading it. */
public final class FileStamp {

  private FileStamp() {}

  /** When a file was written and how large it is. */
  public static String of(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return attributes.lastModifiedTime() + ", " + attributes.size() + " bytes";
  }
}
