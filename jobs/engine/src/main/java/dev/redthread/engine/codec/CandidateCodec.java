package dev.redthread.engine.codec;

import dev.redthread.engine.Candidate;
import dev.redthread.event.Codec;
import dev.redthread.event.Shared;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Candidate}. */
public final class CandidateCodec implements Codec<Candidate> {

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(Candidate candidate, DataOutput out) throws IOException {
    Wire.writeText(candidate.pattern(), out);
    Wire.writeList(candidate.group(), Wire::writeText, out);
    out.writeLong(candidate.roles());
    out.writeBoolean(candidate.retracted());
    out.writeLong(candidate.ingestedTime());
    NestedEvent.write(candidate.event(), out);
    Wire.writeBytes(candidate.original(), out);
    out.writeLong(candidate.version());
    out.writeByte(candidate.level());
  }

  @Override
  public Candidate read(DataInput in, int version) throws IOException {
    String pattern = Shared.text(Wire.readText(in));
    var group = Wire.readList(Wire::readSharedText, in);
    long roles = in.readLong();
    boolean retracted = in.readBoolean();
    long ingestedTime = in.readLong();
    var event = NestedEvent.read(in);
    byte[] original = Wire.readBytes(in);
    return version == 1
        ? new Candidate(pattern, group, event, roles, retracted, ingestedTime, original)
        : new Candidate(
            pattern,
            group,
            event,
            roles,
            retracted,
            ingestedTime,
            original,
            in.readLong(),
            in.readUnsignedByte());
  }
}
