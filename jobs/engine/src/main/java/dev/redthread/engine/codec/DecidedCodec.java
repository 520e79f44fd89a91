package dev.redthread.engine.codec;

import dev.redthread.engine.Decided;
import dev.redthread.event.Codec;
import dev.redthread.pattern.compiled.Fingerprint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Decided}. */
public final class DecidedCodec implements Codec<Decided> {

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Decided decided, DataOutput out) throws IOException {
    out.writeLong(decided.fingerprint().keys());
    out.writeLong(decided.fingerprint().matching());
    out.writeLong(decided.fingerprint().shown());
    Wire.writeAbsentOr(decided.completeSince(), (time, to) -> to.writeLong(time), out);
  }

  @Override
  public Decided read(DataInput in, int version) throws IOException {
    return new Decided(
        new Fingerprint(in.readLong(), in.readLong(), in.readLong()),
        Wire.readAbsentOr(DataInput::readLong, in));
  }
}
