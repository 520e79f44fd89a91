package dev.redthread.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command writes.
 *
 * <p><i>Errors:</i> a {@link Failure} that says why it cannot be written.
 */
record OutputFile(Path path) {

  /** What is written. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Looks before the work, so that none is done in vain. */
  void mustBeWritable() {
    Path folder = path.toAbsolutePath().normalize().getParent();
    if (Files.isDirectory(path)) {
      throw new Failure("cannot write " + path + ": it is a folder; name a file in it");
    } else if (folder == null || !Files.isDirectory(folder)) {
      throw new Failure("cannot write " + path + ": there is no folder " + folder + "; create it");
    } else if (!Files.isWritable(Files.exists(path) ? path : folder)) {
      throw new Failure("cannot write " + path + ": give this user the right to");
    }
  }

  void write(Writing content) {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      content.to(out);
    } catch (IOException unwritable) {
      throw new Failure("cannot write " + path + ": " + unwritable);
    }
  }
}
