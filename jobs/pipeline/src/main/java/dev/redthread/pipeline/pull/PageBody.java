package dev.redthread.pipeline.pull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.DeadLetter.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A page of JSON: its records, byte for byte, and what it says of the next page.
 *
 * <p><i>Thread safety:</i> immutable, but for the arrays.
 */
final class PageBody {

  /** One record that goes too far must not spoil its page; the normaliser has limits of its own. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100_000)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final ObjectMapper JSON =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final JsonNode root;
  private final List<byte[]> records;

  private PageBody(JsonNode root, List<byte[]> records) {
    this.root = root;
    this.records = records;
  }

  /**
   * Reads a page.
   *
   * @param path of the list of records; empty when the page is the list
   * @param mayLack whether a page without the list has no records
   */
  static PageBody read(byte[] body, String path, boolean mayLack) throws UnreadableBody {
    byte[] bytes = withoutMark(body);
    try {
      JsonNode root = JSON.readTree(bytes);
      JsonNode list = path.isEmpty() ? root : at(root, path);
      if (list.isArray()) {
        return new PageBody(root, slices(bytes, path, list));
      }
      if (mayLack && root.isObject() && (list.isMissingNode() || list.isNull())) {
        return new PageBody(root, List.of());
      }
      if (root.isMissingNode()) {
        throw new UnreadableBody(Reason.NOT_JSON, "the answer is empty");
      }
      throw new UnreadableBody(
          Reason.BAD_ENVELOPE,
          path.isEmpty() ? "the answer is no list of records" : "no list of records at " + path);
    } catch (JsonProcessingException notJson) {
      throw new UnreadableBody(Reason.NOT_JSON, notJson.getOriginalMessage());
    } catch (IOException notUtf8) {
      throw new UnreadableBody(Reason.NOT_UTF8, String.valueOf(notUtf8.getMessage()));
    }
  }

  List<byte[]> records() {
    return records;
  }

  /** A text or number at a path, unless it is empty. */
  Optional<String> text(String path) {
    return text(root, path);
  }

  /** Whether there is {@code true} at a path. */
  boolean isTrue(String path) {
    return at(root, path).asBoolean(false);
  }

  /** A text or number in a record, unless it is empty. */
  static Optional<String> text(byte[] record, String path) {
    try {
      return text(JSON.readTree(record), path);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode node, String path) {
    JsonNode value = at(node, path);
    return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
        ? Optional.of(value.asText())
        : Optional.empty();
  }

  /** Keys joined by dots; a dot inside a key is the same. */
  private static JsonNode at(JsonNode node, String path) {
    JsonNode whole = node.path(path);
    for (int dot = path.indexOf('.');
        whole.isMissingNode() && dot > 0;
        dot = path.indexOf('.', dot + 1)) {
      whole = at(node.path(path.substring(0, dot)), path.substring(dot + 1));
    }
    return whole;
  }

  private static byte[] withoutMark(byte[] body) {
    boolean marked = body.length >= 3 && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3);
    return marked ? Arrays.copyOfRange(body, 3, body.length) : body;
  }

  private static List<byte[]> slices(byte[] bytes, String path, JsonNode list)
      throws IOException, UnreadableBody {
    try (JsonParser json = FACTORY.createParser(bytes)) {
      json.nextToken();
      if (!enter(json, path)) {
        throw new UnreadableBody(Reason.BAD_ENVELOPE, "no list of records at " + path);
      }
      List<byte[]> records = new ArrayList<>();
      for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; ) {
        if (token.isStructStart()) {
          int from = offset(json);
          json.skipChildren();
          records.add(Arrays.copyOfRange(bytes, from, offset(json) + 1));
        } else {
          records.add(list.get(records.size()).toString().getBytes(StandardCharsets.UTF_8));
        }
        token = json.nextToken();
      }
      return records;
    }
  }

  private static int offset(JsonParser json) throws UnreadableBody {
    long offset = json.currentTokenLocation().getByteOffset();
    if (offset < 0) {
      throw new UnreadableBody(Reason.NOT_UTF8, "the answer is not UTF-8");
    }
    return Math.toIntExact(offset);
  }

  /** Goes to the list at a path, from the token where it begins. */
  private static boolean enter(JsonParser json, String path) throws IOException {
    if (path.isEmpty()) {
      return json.currentToken() == JsonToken.START_ARRAY;
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      if (path.equals(key) || path.startsWith(key + ".")) {
        if (enter(json, path.equals(key) ? "" : path.substring(key.length() + 1))) {
          return true;
        }
      }
      json.skipChildren();
    }
    return false;
  }
}
