package dev.redthread.event;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an event says, without when and where it arrived: decides between two records that share a
 * native id.
 *
 * <p><i>Cost:</i> one encoding and one SHA-256.
 *
 * @param hex SHA-256 of the event's bytes with received time 0, no origin and not clamped
 */
public record ContentHash(String hex) implements Comparable<ContentHash> {
  private static final Origin NOWHERE = new Origin("", 0, 0);

  public static ContentHash of(Event event) {
    Event bare =
        new Event(
            event.source(),
            event.id(),
            event.eventTime(),
            0,
            event.activity(),
            event.fields(),
            NOWHERE,
            false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try {
      new EventCodec().write(bare, new DataOutputStream(bytes));
      return new ContentHash(
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int compareTo(ContentHash other) {
    return hex.compareTo(other.hex);
  }
}
