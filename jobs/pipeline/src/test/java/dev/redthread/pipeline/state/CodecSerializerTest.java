package dev.redthread.pipeline.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redthread.event.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

final class CodecSerializerTest {

  /** A type that got its second field in version 2. */
  record Named(String name, int count) {}

  static final class NamedCodec implements Codec<Named> {
    @Override
    public int version() {
      return 2;
    }

    @Override
    public void write(Named value, DataOutput out) throws IOException {
      out.writeUTF(value.name());
      out.writeInt(value.count());
    }

    @Override
    public Named read(DataInput in, int version) throws IOException {
      return new Named(in.readUTF(), version < 2 ? 0 : in.readInt());
    }
  }

  private static byte[] snapshotOfVersion(int version) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(
        out, new CodecSerializerSnapshot<>(NamedCodec.class, version));
    return out.getCopyOfBuffer();
  }

  private static TypeSerializerSnapshot<Named> read(byte[] snapshot) throws IOException {
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(snapshot), CodecSerializerTest.class.getClassLoader());
  }

  @Test
  void readsBytesOfAnOlderVersionAndAsksForTheirMigration() throws IOException {
    TypeSerializerSnapshot<Named> old = read(snapshotOfVersion(1));
    DataOutputSerializer bytes = new DataOutputSerializer(16);
    bytes.writeUTF("a");

    Named restored =
        old.restoreSerializer().deserialize(new DataInputDeserializer(bytes.getCopyOfBuffer()));

    assertThat(restored).isEqualTo(new Named("a", 0));
    assertThat(
            CodecSerializer.of(NamedCodec.class)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(old)
                .isCompatibleAfterMigration())
        .isTrue();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> old.restoreSerializer().serialize(restored, new DataOutputSerializer(16)));
  }

  @Test
  void takesItsOwnVersionAsItIs() throws IOException {
    assertThat(
            CodecSerializer.of(NamedCodec.class)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(read(snapshotOfVersion(2)))
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  void refusesANewerVersionAndSaysWhatToDo() {
    assertThatIOException()
        .isThrownBy(() -> read(snapshotOfVersion(3)))
        .withMessageContaining("version 3 of " + NamedCodec.class.getName())
        .withMessageContaining("up to version 2")
        .withMessageContaining("start the build that wrote it");
  }

  @Test
  void survivesBeingSentToATask() throws Exception {
    TypeSerializer<Named> sent = InstantiationUtil.clone(CodecSerializer.of(NamedCodec.class));
    DataOutputSerializer out = new DataOutputSerializer(16);
    sent.serialize(new Named("a", 3), out);

    assertThat(sent.deserialize(new DataInputDeserializer(out.getCopyOfBuffer())))
        .isEqualTo(new Named("a", 3));
    assertThat(sent).isEqualTo(CodecSerializer.of(NamedCodec.class));
  }
}
