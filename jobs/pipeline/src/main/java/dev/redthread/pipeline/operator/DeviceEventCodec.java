package dev.redthread.pipeline.operator;

import dev.redthread.event.Codec;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.state.Parts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The bytes of a {@link DeviceEvent}. */
public final class DeviceEventCodec implements Codec<DeviceEvent> {
  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(DeviceEvent value, DataOutput out) throws IOException {
    Wire.writeText(value.device(), out);
    Wire.writeText(value.kind().name(), out);
    Parts.writeEvent(value.event(), out);
    out.writeLong(value.ingestedTime());
    Parts.writeBytes(value.original(), out);
    Parts.writeTexts(value.names(), out);
    Wire.writeUnsigned(value.version(), out);
  }

  @Override
  public DeviceEvent read(DataInput in, int version) throws IOException {
    return new DeviceEvent(
        Wire.readText(in),
        DeviceEvent.Kind.valueOf(Wire.readText(in)),
        Parts.readEvent(in),
        in.readLong(),
        Parts.readBytes(in),
        version == 1 ? List.of() : Parts.readTexts(in),
        version == 1 ? 0 : Wire.readUnsigned(in));
  }
}
