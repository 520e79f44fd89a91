package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.normalize.link.LinkRecord;
import dev.redthread.normalize.link.NameLink;
import dev.redthread.normalize.link.NameSpan;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of a {@link NameLink}. */
public final class NameLinkCodec implements Codec<NameLink> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(NameLink link, DataOutput out) throws IOException {
    Wire.writeText(link.person(), out);
    Wire.writeUnsigned(link.spans().size(), out);
    for (NameSpan span : link.spans()) {
      writeSpan(span, out);
    }
  }

  @Override
  public NameLink read(DataInput in, int version) throws IOException {
    String person = Wire.readText(in);
    int count = Wire.readCount(in);
    List<NameSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(readSpan(in));
    }
    return new NameLink(person, spans);
  }

  static void writeAbsentOrRecord(@Nullable LinkRecord record, DataOutput out) throws IOException {
    out.writeBoolean(record != null);
    if (record != null) {
      writeRecord(record, out);
    }
  }

  static @Nullable LinkRecord readAbsentOrRecord(DataInput in) throws IOException {
    return in.readBoolean() ? readRecord(in) : null;
  }

  private static void writeSpan(NameSpan span, DataOutput out) throws IOException {
    writeRecord(span.first(), out);
    writeRecord(span.latest(), out);
  }

  private static NameSpan readSpan(DataInput in) throws IOException {
    return new NameSpan(readRecord(in), readRecord(in));
  }

  private static void writeRecord(LinkRecord record, DataOutput out) throws IOException {
    out.writeLong(record.time());
    Wire.writeText(record.source(), out);
    Wire.writeText(record.id(), out);
  }

  private static LinkRecord readRecord(DataInput in) throws IOException {
    return new LinkRecord(in.readLong(), Wire.readText(in), Wire.readText(in));
  }
}
