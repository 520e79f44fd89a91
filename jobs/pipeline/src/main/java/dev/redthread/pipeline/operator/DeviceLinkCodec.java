package dev.redthread.pipeline.operator;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.codec.EventKeyCodec;
import dev.redthread.event.Codec;
import dev.redthread.event.ContentHash;
import dev.redthread.event.Wire;
import dev.redthread.pipeline.state.Parts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** The bytes of a {@link DeviceLink}. */
public final class DeviceLinkCodec implements Codec<DeviceLink> {
  private final EventKeyCodec keys = new EventKeyCodec();

  @Override
  public int version() {
    return 2;
  }

  @Override
  public void write(DeviceLink link, DataOutput out) throws IOException {
    keys.write(link.event(), out);
    Wire.writeText(link.person(), out);
    Wire.writeText(link.content().hex(), out);
    Parts.writeTexts(link.names(), out);
  }

  @Override
  public DeviceLink read(DataInput in, int version) throws IOException {
    EventKey event = keys.read(in, keys.version());
    return new DeviceLink(
        event,
        Wire.readText(in),
        new ContentHash(Wire.readText(in)),
        version == 1 ? List.of() : Parts.readTexts(in));
  }
}
