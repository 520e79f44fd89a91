package dev.redthread.pipeline.source;

import dev.redthread.event.Origin;
import dev.redthread.normalize.Decoded;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One file of a recorded log, one record ahead.
 *
 * <p><i>Invariants:</i> received times never go back; a blank line is nothing; every other line is
 * delivered.
 *
 * <p><i>Thread safety:</i> none.
 */
final class LogFile implements Closeable {

  private final LogDecoding decoding;
  private final Clock wallClock;
  private final String name;
  private final FileLines lines;
  private LogPosition behind;
  private @Nullable Delivered next;
  private LogPosition ahead;

  private LogFile(LogDecoding decoding, Clock wallClock, FileLines lines, LogPosition position) {
    this.decoding = decoding;
    this.wallClock = wallClock;
    this.name = String.valueOf(Path.of(position.file()).getFileName());
    this.lines = lines;
    this.behind = position;
    this.ahead = position;
  }

  static LogFile open(LogDecoding decoding, Clock wallClock, LogPosition position)
      throws IOException {
    FileLines lines = FileLines.open(decoding, Path.of(position.file()), position.offset());
    LogFile file = new LogFile(decoding, wallClock, lines, position);
    file.advance();
    return file;
  }

  /** What comes next, or null at the end. */
  @Nullable Delivered peek() {
    return next;
  }

  /** Moves on to the record after {@link #peek}. */
  void advance() throws IOException {
    behind = ahead;
    next = null;
    LineReader.Line line = lines.next();
    long number = ahead.line();
    while (line != null) {
      number++;
      Origin origin = new Origin(name, 0, number);
      Optional<Delivered> delivered = lines.decode(line).map(decoded -> delivered(decoded, origin));
      if (delivered.isPresent()) {
        next = delivered.get();
        // A damaged line is refused once more, as the same, by whoever goes on from here.
        long behindIt = line.damaged() ? number - 1 : number;
        ahead = new LogPosition(behind.file(), lines.offset(), behindIt, next.receivedTime());
        return;
      }
      line = lines.next();
    }
    ahead = new LogPosition(behind.file(), lines.offset(), number, behind.received());
  }

  /** The position of {@link #peek}. */
  LogPosition position() {
    return behind;
  }

  private Delivered delivered(Decoded decoded, Origin origin) {
    if (decoded instanceof Decoded.Refused refused) {
      return new Delivered.Refused(refused.at(behind.received(), origin));
    }
    Decoded.Found found = (Decoded.Found) decoded;
    OptionalLong received =
        found.received().isPresent() ? found.received() : decoding.eventTime(found, origin);
    long monotone = Math.max(behind.received(), received.orElse(behind.received()));
    return new Delivered.Accepted(found.at(monotone, wallClock.millis(), origin));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
