package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.engine.codec.FindingCodec;
import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.incident.Suppressed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of what is {@link Suppressed}. */
public final class SuppressedCodec implements Codec<Suppressed> {
  private final FindingCodec findings = new FindingCodec();

  @Override
  public int version() {
    return 1;
  }

  @Override
  public void write(Suppressed suppressed, DataOutput out) throws IOException {
    Wire.writeText(suppressed.told(), out);
    out.writeLong(suppressed.until());
    out.writeByte(findings.version());
    Wire.writeUnsigned(suppressed.waiting().size(), out);
    for (Finding finding : suppressed.waiting()) {
      findings.write(finding, out);
    }
  }

  @Override
  public Suppressed read(DataInput in, int version) throws IOException {
    String told = Wire.readText(in);
    long until = in.readLong();
    int findingVersion = in.readUnsignedByte();
    int size = Wire.readCount(in);
    List<Finding> waiting = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      waiting.add(findings.read(in, findingVersion));
    }
    return new Suppressed(told, until, waiting);
  }
}
