package dev.redthread.pipeline.follow;

import dev.redthread.event.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The bytes of the places in a checkpoint. */
final class FollowSplitSerializer implements SimpleVersionedSerializer<FollowSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FollowSplit split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    Wire.writeUnsigned(split.feeds().size(), out);
    for (FeedPlaces feed : split.feeds()) {
      Wire.writeText(feed.feed(), out);
      Wire.writeUnsigned(feed.next(), out);
      Wire.writeUnsigned(feed.places().size(), out);
      for (Place place : feed.places()) {
        write(place, out);
      }
    }
    return bytes.toByteArray();
  }

  private static void write(Place place, DataOutput out) throws IOException {
    Wire.writeUnsigned(place.number(), out);
    Wire.writeText(place.path(), out);
    Wire.writeText(place.key(), out);
    Wire.writeUnsigned(place.offset(), out);
    Wire.writeUnsigned(place.line(), out);
    Wire.writeSigned(place.received(), out);
    write(place.head(), out);
    write(place.mark(), out);
    Wire.writeSigned(place.size(), out);
    Wire.writeSigned(place.modified(), out);
    Wire.writeSigned(place.lastFound(), out);
  }

  private static void write(Mark mark, DataOutput out) throws IOException {
    Wire.writeUnsigned(mark.end(), out);
    Wire.writeUnsigned(mark.length(), out);
    out.writeLong(mark.hash());
  }

  @Override
  public FollowSplit deserialize(int version, byte[] serialized) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "places in files of version " + version + " are newer than this Redthread");
    }
    DataInput in = new DataInputStream(new ByteArrayInputStream(serialized));
    int count = (int) Wire.readUnsigned(in);
    List<FeedPlaces> feeds = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String feed = Wire.readText(in);
      int next = (int) Wire.readUnsigned(in);
      int files = (int) Wire.readUnsigned(in);
      List<Place> places = new ArrayList<>();
      for (int file = 0; file < files; file++) {
        places.add(place(in));
      }
      feeds.add(new FeedPlaces(feed, next, places));
    }
    return new FollowSplit(feeds);
  }

  private static Place place(DataInput in) throws IOException {
    return new Place(
        (int) Wire.readUnsigned(in),
        Wire.readText(in),
        Wire.readText(in),
        Wire.readUnsigned(in),
        Wire.readUnsigned(in),
        Wire.readSigned(in),
        mark(in),
        mark(in),
        Wire.readSigned(in),
        Wire.readSigned(in),
        Wire.readSigned(in));
  }

  private static Mark mark(DataInput in) throws IOException {
    return new Mark(Wire.readUnsigned(in), (int) Wire.readUnsigned(in), in.readLong());
  }
}
