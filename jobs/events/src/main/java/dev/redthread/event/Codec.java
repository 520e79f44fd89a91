package dev.redthread.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Versioned bytes of one type, for state and wire. The version is kept beside the bytes, by a
 * snapshot, not in each of them.
 *
 * <p><i>Invariants:</i> {@code read(write(x), version())} equals {@code x}; equal values have equal
 * bytes; every version ever released can be read.
 *
 * <p><i>Thread safety:</i> implementations have no state.
 */
public interface Codec<T> {

  /** The version that {@link #write} writes, counted from 1. */
  int version();

  void write(T value, DataOutput out) throws IOException;

  /** Reads bytes of a version from 1 to {@link #version()}. */
  T read(DataInput in, int version) throws IOException;
}
