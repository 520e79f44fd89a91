package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.redthread.event.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Numbers exactly as they are written, as far as that stays small: {@code 1e999999999} has a
 * billion digits when it is spelled out, so beyond {@link #MOST_DIGITS} a number is kept as text.
 */
final class JsonNumbers {
  /** The most digits a number has when it is spelled out. */
  static final int MOST_DIGITS = 400;

  private JsonNumbers() {}

  static Value read(JsonParser json, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT && json.getTextLength() < 19) {
      return Value.of(json.getLongValue());
    }
    String written = json.getText();
    return exact(written).orElseGet(() -> Value.of(written));
  }

  /** The number a text spells, unless it spells none or one too long to be spelled out. */
  static Optional<Value> exact(String written) {
    if (written.isEmpty() || written.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    try {
      return bounded(new BigDecimal(written));
    } catch (NumberFormatException noNumberOrExponentTooLarge) {
      return Optional.empty();
    }
  }

  private static Optional<Value> bounded(BigDecimal number) {
    return Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS
        ? Optional.empty()
        : Optional.of(Value.of(number));
  }
}
