package dev.redthread.engine.cep;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.codec.TimelineEventCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Stands for the event type in a shared buffer; on the heap nothing is ever serialised. */
final class TimelineEventSerializer extends TypeSerializerSingleton<TimelineEvent> {
  private static final long serialVersionUID = 1;

  private static final TimelineEventCodec CODEC = new TimelineEventCodec();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TimelineEvent createInstance() {
    throw new UnsupportedOperationException("an event has no default");
  }

  @Override
  public TimelineEvent copy(TimelineEvent from) {
    return from;
  }

  @Override
  public TimelineEvent copy(TimelineEvent from, TimelineEvent reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(TimelineEvent event, DataOutputView target) throws IOException {
    CODEC.write(event, target);
  }

  @Override
  public TimelineEvent deserialize(DataInputView source) throws IOException {
    return CODEC.read(source, CODEC.version());
  }

  @Override
  public TimelineEvent deserialize(TimelineEvent reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public TypeSerializerSnapshot<TimelineEvent> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Asked for by Flink's interface; no snapshot of the heap is taken. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<TimelineEvent> {
    public Snapshot() {
      super(TimelineEventSerializer::new);
    }
  }
}
