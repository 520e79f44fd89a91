package dev.redthread.pipeline.change;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The bytes of a watch's position in a checkpoint. */
final class WatchPositionSerializer implements SimpleVersionedSerializer<WatchPosition> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(WatchPosition position) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(position.number());
    out.writeUTF(position.inForce());
    out.writeUTF(position.base());
    return bytes.toByteArray();
  }

  @Override
  public WatchPosition deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("a position of version " + version + " is newer than this Redthread");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    return new WatchPosition(in.readLong(), in.readUTF(), in.readUTF());
  }
}
