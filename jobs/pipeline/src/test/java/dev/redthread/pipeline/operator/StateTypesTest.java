package dev.redthread.pipeline.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pipeline.state.CodecSerializer;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class StateTypesTest {
  static final List<StateDescriptor<?, ?>> STATES =
      List.of(
          KeyedTimeline.EVENTS,
          KeyedTimeline.COMPLETIONS,
          KeyedTimeline.FINDINGS,
          KeyedTimeline.EVICTED,
          KeyedTimeline.DECIDED,
          KeyedTimeline.ORIGINALS,
          KeyedTimeline.ENTITIES,
          Pacing.PACES,
          HalfFinishedChains.PACES,
          WakeUp.NEXT,
          Detect.KEPT,
          ResolveDeviceOwner.LINKS,
          ResolveDeviceOwner.NAME_LINKS,
          ResolveDeviceOwner.ORPHANS,
          SuppressPages.SUPPRESSED,
          Correlate.INCIDENTS,
          HoldPages.HELD);

  /** Those of a job that can search for what it wrote. */
  static final List<StateDescriptor<?, ?>> STATES_BESIDE_A_STORE =
      List.of(
          FindUnconfirmed.COVERED,
          ConfirmDocuments.written(Duration.ofDays(1)),
          ConfirmDocuments.WAITING);

  /** Those of a job whose patterns may change. */
  static final List<StateDescriptor<?, ?>> STATES_OF_CHANGES =
      List.of(InForceState.DESCRIPTOR, ReceivedClockState.DESCRIPTOR);

  @ParameterizedTest
  @FieldSource({"STATES", "STATES_BESIDE_A_STORE", "STATES_OF_CHANGES"})
  void keepsNothingByKryo(StateDescriptor<?, ?> state) {
    state.initializeSerializerUnlessSet(new ExecutionConfig());
    if (state instanceof MapStateDescriptor<?, ?>) {
      MapSerializer<?, ?> map = (MapSerializer<?, ?>) state.getSerializer();
      assertOurs(map.getKeySerializer());
      assertOurs(map.getValueSerializer());
    } else if (state.getSerializer() instanceof ListSerializer<?> list) {
      assertOurs(list.getElementSerializer());
    } else {
      assertOurs(state.getSerializer());
    }
  }

  private static void assertOurs(TypeSerializer<?> serializer) {
    assertThat(serializer)
        .isInstanceOfAny(
            CodecSerializer.class,
            StringSerializer.class,
            LongSerializer.class,
            BytePrimitiveArraySerializer.class);
  }
}
