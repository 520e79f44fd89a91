package dev.redthread.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The bytes of the positions in a checkpoint. */
final class LogSplitSerializer implements SimpleVersionedSerializer<LogSplit> {

  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LogSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(split.positions().size());
    for (LogPosition position : split.positions()) {
      out.writeUTF(position.file());
      out.writeLong(position.offset());
      out.writeLong(position.line());
      out.writeLong(position.received());
    }
    return bytes.toByteArray();
  }

  @Override
  public LogSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("positions of version " + version + " are newer than this Redthread");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    int files = in.readInt();
    List<LogPosition> positions = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      positions.add(new LogPosition(in.readUTF(), in.readLong(), in.readLong(), in.readLong()));
    }
    return new LogSplit(positions);
  }
}
