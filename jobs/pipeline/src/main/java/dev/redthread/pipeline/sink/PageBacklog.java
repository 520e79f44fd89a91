package dev.redthread.pipeline.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The pages that a writer has not delivered yet, as one piece of state: split up, the pages of one
 * dedup key could lose their order.
 *
 * @param pages in the order they came
 */
record PageBacklog(List<Page> pages) {

  PageBacklog {
    pages = List.copyOf(pages);
  }

  /** The bytes of a backlog. */
  static final class Bytes implements SimpleVersionedSerializer<PageBacklog> {

    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(PageBacklog backlog) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(backlog.pages.size());
      for (Page page : backlog.pages) {
        write(page.dedupKey().getBytes(StandardCharsets.UTF_8), out);
        write(page.json(), out);
      }
      return bytes.toByteArray();
    }

    @Override
    public PageBacklog deserialize(int version, byte[] serialized) throws IOException {
      if (version != getVersion()) {
        throw new IOException("undelivered pages of the unknown version " + version);
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized));
      int count = in.readInt();
      List<Page> pages = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        pages.add(new Page(new String(read(in), StandardCharsets.UTF_8), read(in)));
      }
      return new PageBacklog(pages);
    }

    private static void write(byte[] part, DataOutputStream out) throws IOException {
      out.writeInt(part.length);
      out.write(part);
    }

    private static byte[] read(DataInputStream in) throws IOException {
      byte[] part = new byte[in.readInt()];
      in.readFully(part);
      return part;
    }
  }
}
