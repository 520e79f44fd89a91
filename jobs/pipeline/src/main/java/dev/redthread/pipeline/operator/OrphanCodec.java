package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.event.Fields;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.state.Parts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The bytes of an {@link Orphan}. */
public final class OrphanCodec implements Codec<Orphan> {
  @Override
  public int version() {
    return 5;
  }

  @Override
  public void write(Orphan orphan, DataOutput out) throws IOException {
    Parts.writeEvent(orphan.event(), out);
    out.writeLong(orphan.ingestedTime());
    Parts.writeBytes(orphan.original(), out);
    Parts.writeAbsentOrText(orphan.owner(), out);
    out.writeLong(orphan.ahead());
    out.writeLong(orphan.until());
    NameLinkCodec.writeAbsentOrRecord(orphan.said(), out);
    Parts.writeTexts(orphan.names(), out);
    Wire.writeUnsigned(orphan.version(), out);
    Parts.writeFields(orphan.facts(), out);
  }

  @Override
  public Orphan read(DataInput in, int version) throws IOException {
    return new Orphan(
        Parts.readEvent(in),
        in.readLong(),
        Parts.readBytes(in),
        Parts.readAbsentOrText(in),
        // Version 1 sent an event to the owner under every pattern, however far ahead the link was.
        version == 1 ? 0 : in.readLong(),
        version < 4 ? Long.MAX_VALUE : in.readLong(),
        version < 4 ? null : NameLinkCodec.readAbsentOrRecord(in),
        version < 3 ? List.of() : Parts.readTexts(in),
        version < 3 ? 0 : Wire.readUnsigned(in),
        // Before version 5 an event kept what tables had said when it was read.
        version < 5 ? Fields.NONE : Parts.readFields(in));
  }
}
