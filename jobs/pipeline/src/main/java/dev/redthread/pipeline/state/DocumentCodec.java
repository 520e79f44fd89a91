package dev.redthread.pipeline.state;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.sink.Document;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link Document}. */
public final class DocumentCodec implements Codec<Document> {
  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Document document, DataOutput out) throws IOException {
    Wire.writeText(document.index(), out);
    Wire.writeText(document.id(), out);
    out.writeLong(document.version());
    Parts.writeBytes(document.json(), out);
  }

  @Override
  public Document read(DataInput in, int version) throws IOException {
    return new Document(Wire.readText(in), Wire.readText(in), in.readLong(), Parts.readBytes(in));
  }
}
