package dev.redthread.pipeline.pull;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The latest records that were handed on, so that what an overlap brings again is not. What is
 * forgotten here comes twice and is found to be the same event by whoever keeps it.
 *
 * <p><i>Thread safety:</i> none.
 */
final class Seen {
  /** How many are remembered: 0.8 MB in a checkpoint. */
  static final int MOST = 50_000;

  private final LinkedHashSet<Mark> marks;

  Seen(List<Mark> marks) {
    this.marks = new LinkedHashSet<>(marks);
  }

  /** Half a SHA-256 of the bytes. */
  record Mark(long high, long low) {
    static Mark of(byte[] bytes) {
      try {
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        return new Mark(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  boolean contains(Mark mark) {
    return marks.contains(mark);
  }

  /** Whether it is new. */
  boolean add(Mark mark) {
    boolean added = marks.add(mark);
    if (marks.size() > MOST) {
      Iterator<Mark> oldest = marks.iterator();
      oldest.next();
      oldest.remove();
    }
    return added;
  }

  List<Mark> marks() {
    return List.copyOf(marks);
  }
}
