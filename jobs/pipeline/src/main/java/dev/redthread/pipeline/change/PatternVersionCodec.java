package dev.redthread.pipeline.change;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.change.PatternVersion.PatternFile;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a {@link PatternVersion}. */
public final class PatternVersionCodec implements Codec<PatternVersion> {

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(PatternVersion version, DataOutput out) throws IOException {
    Wire.writeText(version.subject(), out);
    Wire.writeUnsigned(version.number(), out);
    out.writeLong(version.since());
    Wire.writeUnsigned(version.files().size(), out);
    for (PatternFile file : version.files()) {
      Wire.writeText(file.name(), out);
      Wire.writeText(file.text(), out);
    }
  }

  @Override
  public PatternVersion read(DataInput in, int version) throws IOException {
    // Version 1 was of patterns only.
    String subject = version == 1 ? PatternVersion.PATTERNS : Wire.readText(in);
    long number = Wire.readUnsigned(in);
    long since = in.readLong();
    int count = Wire.readCount(in);
    List<PatternFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(new PatternFile(Wire.readText(in), Wire.readText(in)));
    }
    return new PatternVersion(subject, number, since, files);
  }
}
