package dev.redthread.engine.codec;

import dev.redthread.engine.PartialChain;
import dev.redthread.engine.PartialChain.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;

/**
 * Partial chains as the text of a field, which begins with its version.
 *
 * <p><i>Invariants:</i> equal chains have equal texts.
 */
public final class PartialChains {
  private static final int VERSION = 1;

  private PartialChains() {}

  public static String text(List<PartialChain> chains) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      Wire.writeList(chains, PartialChains::write, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  public static List<PartialChain> of(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("partial chains of version " + version + " cannot be read");
      }
      return Wire.readList(PartialChains::read, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(PartialChain chain, DataOutput out) throws IOException {
    Wire.writeList(chain.group(), FindingCodec::writeGroup, out);
    Wire.writeList(chain.parts(), PartialChains::writePart, out);
    Wire.writeList(chain.anchors(), EventKeyCodec::writeKey, out);
    Wire.writeAbsentOr(chain.settlesAt(), (time, to) -> to.writeLong(time), out);
  }

  private static PartialChain read(DataInput in) throws IOException {
    return new PartialChain(
        Wire.readList(FindingCodec::readGroup, in),
        Wire.readList(PartialChains::readPart, in),
        Wire.readList(EventKeyCodec::readKey, in),
        Wire.readAbsentOr(DataInput::readLong, in));
  }

  private static void writePart(Part part, DataOutput out) throws IOException {
    Wire.writeText(part.step(), out);
    NestedEvent.write(part.event(), out);
    out.writeBoolean(part.binding());
  }

  private static Part readPart(DataInput in) throws IOException {
    return new Part(Wire.readText(in), NestedEvent.read(in), in.readBoolean());
  }
}
