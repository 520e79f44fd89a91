package dev.redthread.pipeline.change;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Origin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows of a table of names, as the last record of each key says.
 *
 * <p>A record that cannot be read says nothing, and takes with it what an earlier one of its key
 * said: that one is not there any more once the topic is compacted.
 */
final class IdentityRows {
  static final String SOURCE = "identities";

  private static final Logger LOG = LoggerFactory.getLogger(IdentityRows.class);
  private static final JsonFactory JSON = new JsonFactory();

  /** How many records that say nothing are handed on at once; the last ones are. */
  private static final int MOST_REFUSED = 1_000;

  /** How much of such a record is handed on: they go to every task and into checkpoints. */
  private static final int MOST_BYTES = 1_024;

  private final Map<String, Row> rows = new TreeMap<>();
  private final Map<String, DeadLetter> refused = new LinkedHashMap<>();

  /** An identifier and whose it is, in lower case. */
  private record Row(String identifier, String person) {}

  /** Why a record says nothing. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    Refusal(Reason reason, String detail) {
      super(detail);
      this.reason = reason;
    }
  }

  /** Takes a record, of its key the last. */
  void put(byte @Nullable [] key, byte @Nullable [] value, Origin origin, long time) {
    String place = key == null ? origin.toString() : HexFormat.of().formatHex(key);
    rows.remove(place);
    refused.remove(place);
    try {
      String identifier = identifier(key);
      if (value != null) {
        rows.put(place, new Row(identifier, person(value)));
      }
    } catch (Refusal refusal) {
      refused.put(
          place,
          new DeadLetter(
              SOURCE,
              origin,
              time,
              refusal.reason,
              String.valueOf(refusal.getMessage()),
              value == null
                  ? new byte[0]
                  : Arrays.copyOf(value, Math.min(value.length, MOST_BYTES))));
      if (refused.size() > MOST_REFUSED) {
        Iterator<DeadLetter> oldest = refused.values().iterator();
        LOG.warn(
            "More than {} records say nothing; {} is not among them any more",
            MOST_REFUSED,
            oldest.next().origin());
        oldest.remove();
      }
    }
  }

  private static String identifier(byte @Nullable [] key) throws Refusal {
    if (key == null) {
      throw new Refusal(Reason.BAD_FIELD, "a record without a key: the key is the identifier");
    }
    return name("the key", decode(key));
  }

  private static String person(byte[] value) throws Refusal {
    try (JsonParser json = JSON.createParser(decode(value))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new Refusal(Reason.NOT_AN_OBJECT, "a value is {\"person\": …}, or none");
      }
      Optional<String> person = Optional.empty();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean is = json.currentName().equals("person");
        JsonToken token = json.nextToken();
        if (is && token == JsonToken.VALUE_STRING) {
          person = Optional.of(json.getText());
        }
        json.skipChildren();
      }
      return name(
          "person",
          person.orElseThrow(
              () -> new Refusal(Reason.BAD_FIELD, "no text under person: whose is it?")));
    } catch (JsonProcessingException notJson) {
      throw new Refusal(Reason.NOT_JSON, "not JSON: " + notJson.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail to be read", e);
    }
  }

  private static String name(String what, String text) throws Refusal {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || name.contains("*") || name.contains("\"") || name.lines().count() > 1) {
      throw new Refusal(
          Reason.BAD_FIELD, what + " is a name on one line, without star and quotation mark");
    }
    return name;
  }

  private static String decode(byte[] bytes) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(Reason.NOT_UTF8, "bytes that are not UTF-8");
    }
  }

  /**
   * The table as CSV. An identifier that two keys spell differently and give to different persons
   * is nobody's.
   */
  String csv() {
    Map<String, Optional<String>> persons = new TreeMap<>();
    for (Row row : rows.values()) {
      persons.merge(
          row.identifier(),
          Optional.of(row.person()),
          (one, other) -> one.equals(other) ? one : Optional.empty());
    }
    StringBuilder csv = new StringBuilder("identifier,person\n");
    persons.forEach(
        (identifier, person) ->
            person.ifPresent(whose -> csv.append("\"" + identifier + "\",\"" + whose + "\"\n")));
    return csv.toString();
  }

  /** The last records of their keys that say nothing. */
  List<DeadLetter> refused() {
    return List.copyOf(refused.values());
  }
}
