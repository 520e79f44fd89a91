package dev.redthread.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedTest {
  private static final String LONG = "x".repeat(1_000);

  @Test
  void equalObjectsAreOneWhileItRemembersThem() {
    Shared<String> shared = new Shared<>(8);
    String first = copy("user.email");

    assertThat(shared.one(first)).isSameAs(first);
    assertThat(shared.one(copy("user.email"))).isSameAs(first);
  }

  @Test
  void anotherObjectOfThePlaceTakesItOver() {
    Shared<String> shared = new Shared<>(1);
    String first = shared.one(copy("a"));
    shared.one("b");

    assertThat(shared.one(copy("a"))).isEqualTo("a").isNotSameAs(first);
  }

  @Test
  void eventsThatAreReadHaveTheirNamesAndShortValuesInCommon() throws IOException {
    Event event =
        new Event(
            "okta.system",
            "1",
            1,
            2,
            null,
            Fields.of(
                Map.of(
                    "a",
                    Value.of("short"),
                    "b",
                    Value.of(LONG),
                    "c",
                    Value.of(3),
                    "d",
                    Value.of(true))),
            new Origin("okta", 0, 1),
            false);
    Event one = read(event);
    Event other = read(event);

    assertThat(one).isEqualTo(event).isEqualTo(other);
    assertThat(one.source()).isSameAs(other.source());
    assertThat(one.origin().log()).isSameAs(other.origin().log());
    assertThat(one.fields().name(0)).isSameAs(other.fields().name(0));
    assertThat(one.fields().get("a")).isSameAs(other.fields().get("a"));
    assertThat(one.fields().get("c")).isSameAs(other.fields().get("c"));
    assertThat(one.fields().get("d")).isSameAs(other.fields().get("d"));
    assertThat(one.fields().get("a"))
        .extracting(Value::text)
        .satisfies(text -> assertThat(text).isSameAs(Shared.text(copy("short"))));
    assertThat(one.fields().get("b"))
        .isEqualTo(Value.of(LONG))
        .isNotSameAs(other.fields().get("b"));
  }

  private static Event read(Event event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventCodec codec = new EventCodec();
    codec.write(event, new DataOutputStream(bytes));
    return codec.read(
        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), codec.version());
  }

  private static String copy(String text) {
    return String.copyValueOf(text.toCharArray());
  }
}
