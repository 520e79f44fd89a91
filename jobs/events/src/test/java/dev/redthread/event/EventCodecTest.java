package dev.redthread.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EventCodecTest {
  private static final EventCodec CODEC = new EventCodec();

  @Test
  void readsWhatItWrote() {
    assertThat(read(write(full()), 1)).isEqualTo(full());
  }

  @Test
  void readsBytesOfVersionOne() throws IOException {
    try (InputStream golden = EventCodecTest.class.getResourceAsStream("/codec/event-v1.hex")) {
      assertThat(golden).isNotNull();
      String hex = new String(golden.readAllBytes(), StandardCharsets.US_ASCII).strip();
      assertThat(read(HexFormat.of().parseHex(hex), 1)).isEqualTo(full());
      assertThat(HexFormat.of().formatHex(write(full()))).isEqualTo(hex);
    }
  }

  @Test
  void refusesAVersionItDoesNotKnow() {
    assertThatThrownBy(() -> read(write(full()), 2))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void writesEqualEventsAlikeWhateverTheOrderOfTheirFields() {
    Map<String, Value> forward = new LinkedHashMap<>();
    forward.put("a", Value.of(1));
    forward.put("b", Value.of("x"));
    Map<String, Value> backward = new LinkedHashMap<>();
    backward.put("b", Value.of("x"));
    backward.put("a", Value.of(1));
    assertThat(write(event(Fields.of(forward)))).isEqualTo(write(event(Fields.of(backward))));
  }

  @Test
  void survivesEveryText() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 500; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(40);
      for (int at = 0; at < length; at++) {
        // Any UTF-16 unit, halves of surrogate pairs and NUL among them.
        text.append((char) random.nextInt(1 << (1 + random.nextInt(16))));
      }
      Event event = event(Fields.of(Map.of("text", Value.of(text.toString()))));
      assertThat(read(write(event), 1)).isEqualTo(event);
    }
  }

  @Test
  void survivesEveryNumber() {
    for (Value value :
        List.of(
            Value.of(Long.MIN_VALUE),
            Value.of(Long.MAX_VALUE),
            Value.of(-1),
            Value.of(new BigDecimal("9007199254740993.0000000000000001")),
            Value.of(new BigDecimal("1e300")),
            Value.of(new BigDecimal("-0.000000000000000000000000001")))) {
      Event event = event(Fields.of(Map.of("number", value)));
      assertThat(read(write(event), 1)).isEqualTo(event);
    }
  }

  @Test
  void isCompact() {
    assertThat(write(event(Fields.NONE)).length).isLessThan(50);
  }

  @Test
  void hashesContentAndNotArrival() {
    Event event = full();
    Event elsewhere =
        new Event(
            event.source(),
            event.id(),
            event.eventTime(),
            event.receivedTime() + 1,
            event.activity(),
            event.fields(),
            new Origin("other", 3, 4),
            false);
    assertThat(ContentHash.of(elsewhere)).isEqualTo(ContentHash.of(event));
    assertThat(ContentHash.of(event.with("a", Value.of(2)))).isNotEqualTo(ContentHash.of(event));
    assertThat(ContentHash.of(event).hex()).hasSize(64);
  }

  @Test
  void readsItsPartsAsFieldsUnlessTheRecordHasThem() {
    Event event = event(Fields.NONE);
    assertThat(event.field("activity")).isEqualTo(Value.of("login.failed"));
    assertThat(event.field("event.id")).isEqualTo(Value.of("id-1"));
    assertThat(event.field("event.dataset")).isEqualTo(Value.of("okta.system"));
    assertThat(event.with("activity", Value.of("own")).field("activity"))
        .isEqualTo(Value.of("own"));
  }

  private static Event event(Fields fields) {
    return new Event(
        "okta.system",
        "id-1",
        1_762_600_000_000L,
        1_762_600_000_500L,
        Activity.LOGIN_FAILED,
        fields,
        new Origin("log", 0, 1),
        false);
  }

  private static Event full() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("a", Value.of("text with ü, 日本 and \ud83e\uddf5"));
    fields.put("b", Value.of(-42));
    fields.put("c", Value.of(new BigDecimal("9007199254740993.5")));
    fields.put("d", Value.of(true));
    fields.put("e", new Value.Nil());
    fields.put("f", new Value.Many(List.of(Value.of("x"), Value.of(false), new Value.Nil())));
    fields.put("g", Value.of(""));
    return new Event(
        "okta.system",
        "uuid-1",
        1_762_600_000_000L,
        1_762_600_003_000L,
        Activity.LOGIN_SUCCEEDED,
        Fields.of(fields),
        new Origin("okta", 2, 12345),
        true);
  }

  private static byte[] write(Event event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CODEC.write(event, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Event read(byte[] bytes, int version) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      Event event = CODEC.read(in, version);
      assertThat(in.available()).isZero();
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
