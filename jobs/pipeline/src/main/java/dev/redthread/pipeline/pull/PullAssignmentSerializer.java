package dev.redthread.pipeline.pull;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The bytes of what the enumerator knows; of a position, with its own version before it. */
final class PullAssignmentSerializer implements SimpleVersionedSerializer<PullAssignment> {
  private static final int VERSION = 1;

  private final PullSplitSerializer splits = new PullSplitSerializer();

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PullAssignment assignment) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(splits.getVersion());
    out.writeInt(assignment.waiting().size());
    for (PullSplit split : assignment.waiting()) {
      byte[] one = splits.serialize(split);
      out.writeInt(one.length);
      out.write(one);
    }
    out.writeInt(assignment.given().size());
    for (String feed : assignment.given()) {
      out.writeUTF(feed);
    }
    return bytes.toByteArray();
  }

  @Override
  public PullAssignment deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException("feeds of version " + version + " are newer than this Redthread");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    int ofSplits = in.readInt();
    int count = in.readInt();
    List<PullSplit> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waiting.add(splits.deserialize(ofSplits, in.readNBytes(in.readInt())));
    }
    int names = in.readInt();
    List<String> given = new ArrayList<>();
    for (int i = 0; i < names; i++) {
      given.add(in.readUTF());
    }
    return new PullAssignment(waiting, given);
  }
}
