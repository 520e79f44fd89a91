package dev.redthread.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.redthread.event.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flattens a JSON object into fields by dotted names; arrays become several values. */
final class JsonFields {
  private final Map<String, List<Value>> found = new TreeMap<>();
  private final Map<String, Boolean> arrays = new TreeMap<>();

  private JsonFields() {}

  static Map<String, Value> read(String json) throws IOException {
    JsonFields fields = new JsonFields();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      fields.value("", parser, false);
    }
    Map<String, Value> flat = new TreeMap<>();
    fields.found.forEach(
        (name, values) ->
            flat.put(
                name, fields.arrays.containsKey(name) ? new Value.Many(values) : values.get(0)));
    return flat;
  }

  private void value(String path, JsonParser parser, boolean inArray) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        value(path.isEmpty() ? name : path + "." + name, parser, inArray);
      }
    } else if (token == JsonToken.START_ARRAY) {
      arrays.put(path, true);
      found.computeIfAbsent(path, key -> new ArrayList<>());
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(path, parser, true);
      }
    } else {
      if (inArray) {
        arrays.put(path, true);
      }
      found.computeIfAbsent(path, key -> new ArrayList<>()).add(single(parser));
    }
  }

  private static Value single(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.of(parser.getDecimalValue());
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NULL -> new Value.Nil();
      default -> Value.of(parser.getText());
    };
  }
}
