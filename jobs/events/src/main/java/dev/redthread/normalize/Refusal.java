package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.redthread.event.DeadLetter.Reason;
import java.util.Optional;

/** Why bytes are no record. */
record Refusal(Reason reason, String detail) {

  /** What can be said before any of it is parsed. */
  static Optional<Refusal> before(byte[] bytes, Limits limits) {
    if (bytes.length > limits.mostBodyBytes()) {
      return Optional.of(
          new Refusal(
              Reason.TOO_LARGE, bytes.length + " bytes, the limit is " + limits.mostBodyBytes()));
    }
    if (!Utf8.valid(bytes)) {
      return Optional.of(new Refusal(Reason.NOT_UTF8, "bytes that are not UTF-8"));
    }
    for (byte character : bytes) {
      if (character != ' ' && character != '\t' && character != '\r' && character != '\n') {
        return Optional.empty();
      }
    }
    return Optional.of(new Refusal(Reason.NOT_JSON, "an empty record"));
  }

  /** What the parser said. */
  static Refusal of(JsonProcessingException refused, Limits limits) {
    if (!(refused instanceof StreamConstraintsException)) {
      return new Refusal(Reason.NOT_JSON, refused.getOriginalMessage());
    }
    // The parser has one exception for all its limits; only the nesting can be met here, since
    // all others are as large as the largest body.
    return new Refusal(Reason.TOO_DEEP, "nested deeper than " + limits.mostDepth() + " levels");
  }
}
