package dev.redthread.pipeline.follow;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import dev.redthread.pipeline.source.Delivered;
import dev.redthread.pipeline.source.FileLines;
import dev.redthread.pipeline.source.LineReader.Line;
import dev.redthread.pipeline.source.LogDecoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file and how far it was read. It is held open while it grows, so that what is written to it
 * after it was renamed or removed is read too.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FollowedFile {
  /** How long a text without the end of its line must have stood before it counts as a line. */
  static final long LINE_MILLIS = 30_000;

  /** A file is not held open with more of a line than this, in bytes. */
  private static final long MOST_BEGUN = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(FollowedFile.class);

  private final String feed;
  private final LogDecoding decoding;
  private final int number;
  private String path;
  private String key;
  private long offset;
  private long line;
  private long received;
  private Mark head;
  private Mark mark;
  private long size;
  private long modified;
  private long lastFound;

  private @Nullable FoundFile found;
  private @Nullable FileLines lines;
  private long grown;
  private boolean takesTail;

  FollowedFile(String feed, LogDecoding decoding, Place place) {
    this.feed = feed;
    this.decoding = decoding;
    number = place.number();
    path = place.path();
    key = place.key();
    offset = place.offset();
    line = place.line();
    received = place.received();
    head = place.head();
    mark = place.mark();
    size = place.size();
    modified = place.modified();
    lastFound = place.lastFound();
  }

  Place place() {
    mark();
    return new Place(
        number, path, key, offset, line, received, head, mark, size, modified, lastFound);
  }

  boolean open() {
    return lines != null;
  }

  int number() {
    return number;
  }

  String path() {
    return path;
  }

  String key() {
    return key;
  }

  /** When it was last written to as far as known, in milliseconds since 1970 UTC; 0 unknown. */
  long written() {
    FoundFile file = found;
    return file == null ? 0 : file.modified();
  }

  /** Whether it is open, and the last look found it. */
  boolean isThere() {
    return open() && found != null;
  }

  /** When it was last read further, in milliseconds since 1970 UTC; 0 never. */
  long grown() {
    return grown;
  }

  /** The last look that found it, in milliseconds since 1970 UTC. */
  long lastFound() {
    return lastFound;
  }

  /** The bytes on the disk that are unread, as far as can be told without unpacking. */
  long behind() {
    FoundFile file = found;
    if (file == null || stands(file)) {
      return 0;
    }
    return file.packed() ? file.size() : Math.max(0, file.size() - offset);
  }

  private boolean stands(FoundFile file) {
    return size == file.size() && modified == file.modified();
  }

  /** Hears that a look found it, and says whether there may be something to read. */
  boolean found(FoundFile file, long at) {
    if (!file.key().equals(key)) {
      close();
    }
    path = file.path().toString();
    key = file.key();
    lastFound = at;
    found = file;
    takesTail = file.packed() || at - file.modified() >= LINE_MILLIS;
    return !stands(file);
  }

  /** Hears that a look did not find it, and says whether there may be something to read. */
  boolean gone(long at) {
    found = null;
    takesTail = at - grown >= LINE_MILLIS;
    return open();
  }

  /**
   * The record of the next line, or null where there is nothing more for now.
   *
   * @param after it is received later than this, in milliseconds since 1970 UTC
   * @param now the wall clock
   * @throws IOException where it cannot be read; it goes on from the same place when asked again
   */
  @Nullable Delivered next(long after, long now) throws IOException {
    try {
      FileLines from = lines == null ? open(now) : lines;
      if (from == null) {
        return null;
      }
      Line next = read(from);
      while (next != null) {
        Origin origin = new Origin(feed + ":" + Path.of(path).getFileName(), number, line + 1);
        offset = from.offset();
        // A damaged line is refused once more, as the same, when the file has changed.
        line = next.damaged() ? line : line + 1;
        grown = now;
        Optional<Decoded> decoded = from.decode(next);
        if (decoded.isPresent()) {
          return deliver(decoded.get(), origin, after, now);
        }
        next = read(from);
      }
      atEnd(from);
      return null;
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Nothing where another file has its name by now, or another text is in it: the next look tells.
   */
  private @Nullable FileLines open(long now) throws IOException {
    Path file = Path.of(path);
    Optional<FoundFile> there = FollowedFeed.file(file).filter(it -> it.key().equals(key));
    if (there.isEmpty() || !place().goesOnIn(there.get())) {
      return null;
    }
    lines = FileLines.open(decoding, file, offset);
    grown = now;
    return lines;
  }

  /** Remembers the text by which it is known again. */
  private void mark() {
    FileLines from = lines;
    if (from == null || from.position() == mark.end()) {
      return;
    }
    Mark latest = Mark.of(from.position(), from.last());
    if (latest.saysMoreThan(mark)) {
      mark = latest;
    }
    byte[] begin = from.first();
    Mark first = Mark.of(begin.length, begin);
    if (first.saysMoreThan(head)) {
      head = first;
    }
  }

  private @Nullable Line read(FileLines from) throws IOException {
    FoundFile file = found;
    if (file != null && !file.packed() && offset >= file.size()) {
      return null;
    }
    return takesTail ? from.next() : from.nextEnded();
  }

  private void atEnd(FileLines from) {
    if (from.position() - offset > MOST_BEGUN) {
      close();
    }
    FoundFile file = found;
    if (file == null) {
      return;
    }
    if (file.packed()) {
      close();
    }
    if (file.packed() || offset >= file.size()) {
      size = file.size();
      modified = file.modified();
    }
  }

  private Delivered deliver(Decoded decoded, Origin origin, long after, long now) {
    long stated =
        decoded instanceof Decoded.Found record
            ? Math.min(record.received().orElse(now), now)
            : now;
    received = Math.max(stated, Math.max(received, after + 1));
    return decoded instanceof Decoded.Refused refused
        ? new Delivered.Refused(refused.at(received, origin))
        : new Delivered.Accepted(((Decoded.Found) decoded).at(received, now, origin));
  }

  /** Closes it for now; it goes on from its place when it is read again. */
  void close() {
    mark();
    FileLines opened = lines;
    lines = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException nothingWasWritten) {
        LOG.debug("{} could not be closed", path, nothingWasWritten);
      }
    }
  }
}
