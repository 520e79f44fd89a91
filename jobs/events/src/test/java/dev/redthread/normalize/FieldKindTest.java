package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldKindTest {

  @ParameterizedTest
  @CsvSource({
    "80.114.221.214:52378, 80.114.221.214",
    "' 10.0.0.1 ', 10.0.0.1",
    "010.000.000.001, 10.0.0.1",
    "[2001:DB8::1]:443, 2001:db8::1",
    "[::1], ::1",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "fe80::1%eth0, fe80::1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "0:0:0:0:0:0:0:0, ::"
  })
  void bringsAddressesIntoOneSpelling(String written, String address) {
    assertThat(FieldKind.ADDRESS.shape(Value.of(written))).contains(Value.of(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "unknown",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4.5",
        "1.2.3.-4",
        "1::2::3",
        "12345::",
        "1:2:3:4:5:6:7:8:9",
        ":",
        "[::1",
        "::1.2.3",
        "INTERNAL_SNOWFLAKE_IP/0.0.0.0",
        "host.example",
        "١.٢.٣.٤"
      })
  void dropsWhatIsNoAddress(String written) {
    assertThat(FieldKind.ADDRESS.shape(Value.of(written))).isEmpty();
  }

  @Test
  void lowersIdentities() {
    assertThat(FieldKind.IDENTITY.shape(Value.of(" Jane@Corp.Example ")))
        .contains(Value.of("jane@corp.example"));
    assertThat(FieldKind.IDENTITY.shape(Value.of("İ"))).contains(Value.of("i\u0307"));
    assertThat(FieldKind.HOST.shape(Value.of(7))).contains(Value.of("7"));
    assertThat(FieldKind.HOST.shape(Value.of("  "))).isEmpty();
  }

  @Test
  void readsNumbersAndBooleansOutOfTexts() {
    assertThat(FieldKind.NUMBER.shape(Value.of("9007199254740993")))
        .contains(Value.of(9007199254740993L));
    assertThat(FieldKind.NUMBER.shape(Value.of("1.50")).orElseThrow().text()).isEqualTo("1.5");
    for (String text : List.of("", "x", "1e999999999", "0x1", "1 2")) {
      assertThat(FieldKind.NUMBER.shape(Value.of(text))).isEmpty();
    }
    assertThat(FieldKind.BOOLEAN.shape(Value.of("False"))).contains(Value.of(false));
    assertThat(FieldKind.BOOLEAN.shape(Value.of(1))).isEmpty();
    assertThat(FieldKind.TEXT.shape(Value.of(1))).contains(Value.of("1"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-08T10:00:00Z, 2025-11-08T10:00:00Z",
    "2025-11-08T10:00:00, 2025-11-08T10:00:00Z",
    "2025-11-08 10:00:00.1234567, 2025-11-08T10:00:00.123Z",
    "2025-11-08T10:00:00.5+02:00, 2025-11-08T08:00:00.500Z",
    "2025-11-08T10:00-0130, 2025-11-08T11:30:00Z",
    "2025-11-08T10:00:00+01, 2025-11-08T09:00:00Z",
    "2025-11-08, 2025-11-08T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void readsIsoTimes(String written, Instant time) {
    assertThat(TimeFormat.of("iso").read(Value.of(written))).hasValue(time.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2025-11-08T10:00:60Z",
        "2025-02-29",
        "2025-11-08T24:00:00Z",
        "2025-11-08T10",
        "2025-11-08T10:00:00.Z",
        "2025-11-08T10:00:00Zulu",
        "1969-12-31T23:59:59Z",
        "٢٠٢٥-11-08",
        "2025-11-08T10:00:00+1",
        "2025/11/08 10:00:00"
      })
  void refusesWhatIsNoIsoTime(String written) {
    assertThat(TimeFormat.of("iso").read(Value.of(written))).isEmpty();
  }

  @Test
  void readsEpochsInEitherUnit() {
    assertThat(TimeFormat.of("epoch").read(Value.of(1_762_600_000))).hasValue(1_762_600_000_000L);
    assertThat(TimeFormat.of("epoch").read(Value.of(1_762_600_000_123L)))
        .hasValue(1_762_600_000_123L);
    assertThat(TimeFormat.of("epoch_s").read(Value.of("1762600000.5")))
        .hasValue(1_762_600_000_500L);
    assertThat(TimeFormat.of("epoch_ms").read(Value.of(5))).hasValue(5);
    for (Value bad : List.of(Value.of(-1), Value.of("x"), Value.of(true), Value.of("9e99"))) {
      assertThat(TimeFormat.of("epoch_s").read(bad)).isEqualTo(OptionalLong.empty());
    }
  }

  @Test
  void anIdOfSalesforceIsTheSameInBothLengthsAndNoOtherInLowerCase() {
    Optional<Value> id = FieldKind.SALESFORCE_ID.shape(Value.of("001D000000IqhSL"));
    assertThat(id).hasValue(Value.of("001d000000iqhsliaz"));
    assertThat(FieldKind.SALESFORCE_ID.shape(Value.of(" 001D000000IqhSLIAZ "))).isEqualTo(id);
    assertThat(FieldKind.SALESFORCE_ID.shape(Value.of("001d000000iqhsl"))).isNotEqualTo(id);
    assertThat(FieldKind.SALESFORCE_ID.shape(Value.of("Ann@Corp.example")))
        .hasValue(Value.of("ann@corp.example"));
    assertThat(FieldKind.SALESFORCE_ID.shape(Value.of(" "))).isEmpty();
  }
}
