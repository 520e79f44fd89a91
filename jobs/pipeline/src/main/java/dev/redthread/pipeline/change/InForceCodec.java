package dev.redthread.pipeline.change;

import dev.redthread.engine.Decided;
import dev.redthread.engine.codec.DecidedCodec;
import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of what is {@link InForce}. */
public final class InForceCodec implements Codec<InForce> {
  private static final PatternVersionCodec VERSIONS = new PatternVersionCodec();
  private static final DecidedCodec FORMS = new DecidedCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(InForce inForce, DataOutput out) throws IOException {
    out.writeByte(VERSIONS.version());
    VERSIONS.write(inForce.version(), out);
    out.writeByte(FORMS.version());
    Wire.writeUnsigned(inForce.forms().size(), out);
    for (Map.Entry<String, Decided> form : new TreeMap<>(inForce.forms()).entrySet()) {
      Wire.writeText(form.getKey(), out);
      FORMS.write(form.getValue(), out);
    }
  }

  @Override
  public InForce read(DataInput in, int version) throws IOException {
    PatternVersion files = VERSIONS.read(in, in.readUnsignedByte());
    int formVersion = in.readUnsignedByte();
    int count = Wire.readCount(in);
    Map<String, Decided> forms = new HashMap<>();
    for (int i = 0; i < count; i++) {
      forms.put(Wire.readText(in), FORMS.read(in, formVersion));
    }
    return new InForce(files, forms);
  }
}
