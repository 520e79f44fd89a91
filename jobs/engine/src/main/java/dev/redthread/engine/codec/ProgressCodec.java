package dev.redthread.engine.codec;

import dev.redthread.engine.Progress;
import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Progress}. */
public final class ProgressCodec implements Codec<Progress> {

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Progress progress, DataOutput out) throws IOException {
    FindingCodec.writePattern(progress.pattern(), out);
    Wire.writeList(progress.group(), FindingCodec::writeGroup, out);
    out.writeInt(progress.step());
    out.writeInt(progress.steps());
    Wire.writeList(progress.chain(), ProgressCodec::writeLink, out);
    out.writeLong(progress.first());
    out.writeLong(progress.last());
    out.writeLong(progress.expires());
  }

  @Override
  public Progress read(DataInput in, int version) throws IOException {
    return new Progress(
        FindingCodec.readPattern(in),
        Wire.readList(FindingCodec::readGroup, in),
        in.readInt(),
        in.readInt(),
        Wire.readList(ProgressCodec::readLink, in),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void writeLink(Progress.Link link, DataOutput out) throws IOException {
    Wire.writeText(link.step(), out);
    EventKeyCodec.writeKey(link.event(), out);
  }

  private static Progress.Link readLink(DataInput in) throws IOException {
    return new Progress.Link(Wire.readText(in), EventKeyCodec.readKey(in));
  }
}
