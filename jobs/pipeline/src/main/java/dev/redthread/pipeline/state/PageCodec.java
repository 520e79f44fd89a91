package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.sink.Page;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Page}. */
public final class PageCodec implements Codec<Page> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Page page, DataOutput out) throws IOException {
    Wire.writeText(page.dedupKey(), out);
    Parts.writeBytes(page.json(), out);
  }

  @Override
  public Page read(DataInput in, int version) throws IOException {
    return new Page(Wire.readText(in), Parts.readBytes(in));
  }
}
