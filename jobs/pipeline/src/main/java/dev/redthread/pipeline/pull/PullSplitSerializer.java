package dev.redthread.pipeline.pull;

import dev.redthread.pipeline.pull.PullSplit.Poll;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The bytes of a feed's position in a checkpoint. */
final class PullSplitSerializer implements SimpleVersionedSerializer<PullSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(PullSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(split.feed());
    out.writeLong(split.from());
    out.writeBoolean(split.poll().isPresent());
    if (split.poll().isPresent()) {
      Poll poll = split.poll().get();
      out.writeLong(poll.to());
      // A link may be longer than what writeUTF takes.
      byte[] next = poll.next().getBytes(StandardCharsets.UTF_8);
      out.writeInt(next.length);
      out.write(next);
      out.writeInt(poll.page());
    }
    out.writeLong(split.received());
    out.writeInt(split.seen().size());
    for (Seen.Mark mark : split.seen()) {
      out.writeLong(mark.high());
      out.writeLong(mark.low());
    }
    return bytes.toByteArray();
  }

  @Override
  public PullSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "a feed's position of version " + version + " is newer than this Redthread");
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
    String feed = in.readUTF();
    long from = in.readLong();
    Optional<Poll> poll = Optional.empty();
    if (in.readBoolean()) {
      long to = in.readLong();
      String next = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
      poll = Optional.of(new Poll(to, next, in.readInt()));
    }
    long received = in.readLong();
    int count = in.readInt();
    List<Seen.Mark> seen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      seen.add(new Seen.Mark(in.readLong(), in.readLong()));
    }
    return new PullSplit(feed, from, poll, received, seen);
  }
}
