package dev.redthread.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.redthread.pattern.compile.Modifier;
import dev.redthread.pattern.compiled.Level;
import dev.redthread.pattern.compiled.Paging;
import dev.redthread.pattern.read.Block;
import dev.redthread.pattern.read.Key;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The JSON schema of a document in a pattern file, for editors: it completes keys, describes them
 * and marks those that are misspelt. What the schema accepts may still be wrong; {@code lint} says.
 *
 * <p><i>Source:</i> JSON Schema 2020-12.
 */
public final class PatternSchema {
  private static final String DURATION = "^[0-9]{1,9}[smhd]$";
  private static final String TIMES = "^[0-9]+(\\.\\.[0-9]*)?$";
  private static final List<String> CORRELATIONS =
      List.of(
          "event_count",
          "value_count",
          "value_sum",
          "value_avg",
          "value_median",
          "value_percentile",
          "temporal",
          "temporal_ordered");

  private final JsonGenerator json;

  private PatternSchema(JsonGenerator json) {
    this.json = json;
  }

  /** The schema, ended by a line feed. */
  public static String json() {
    StringWriter out = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.setPrettyPrinter(printer);
      new PatternSchema(json).write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  private void write() throws IOException {
    json.writeStartObject();
    text("$schema", "https://json-schema.org/draft/2020-12/schema");
    text("title", "A document of a Redthread pattern file");
    text("description", "Sigma 2.1, and sequences, first-seen patterns and placeholders.");
    text("type", "object");
    json.writeArrayFieldStart("allOf");
    for (Block document : Block.DOCUMENTS) {
      json.writeStartObject();
      json.writeObjectFieldStart("if");
      texts("required", List.of(document.kind()));
      json.writeEndObject();
      json.writeObjectFieldStart("then");
      ref(document);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("oneOf");
    for (Block document : Block.DOCUMENTS) {
      json.writeStartObject();
      texts("required", List.of(document.kind()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("$defs");
    for (Block block : Block.values()) {
      json.writeObjectFieldStart(name(block));
      block(block);
      json.writeEndObject();
    }
    shared();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String name(Block block) {
    return block.name().toLowerCase(Locale.ROOT);
  }

  private void block(Block block) throws IOException {
    text("type", "object");
    texts("required", block.keys().stream().filter(Key::required).map(Key::name).toList());
    json.writeObjectFieldStart("properties");
    for (Key key : block.keys()) {
      json.writeObjectFieldStart(key.name());
      text("description", key.description());
      type(key.type());
      json.writeEndObject();
    }
    if (block == Block.FILTER) {
      json.writeObjectFieldStart("condition");
      ref("condition_text");
      json.writeEndObject();
    }
    json.writeEndObject();
    if (block == Block.FILTER) {
      json.writeObjectFieldStart("additionalProperties");
      ref("selection");
      json.writeEndObject();
    } else {
      json.writeBooleanField("additionalProperties", false);
    }
  }

  private void type(Key.Type type) throws IOException {
    switch (type) {
      case TEXT -> ref("text");
      case TEXTS -> ref("texts");
      case FLAG -> text("type", "boolean");
      case NUMBER -> text("type", "number");
      case PERCENT -> {
        text("type", "integer");
        json.writeNumberField("minimum", 0);
        json.writeNumberField("maximum", 100);
      }
      case DURATION -> pattern(DURATION);
      case TIMES -> {
        texts("type", List.of("integer", "string"));
        json.writeNumberField("minimum", 1);
        text("pattern", TIMES);
      }
      case LEVEL -> texts("enum", Arrays.stream(Level.values()).map(Level::id).toList());
      case STAGE -> texts("enum", List.of("live", "shadow"));
      case PAGING -> texts("enum", Arrays.stream(Paging.values()).map(Paging::id).toList());
      case SUPPRESS -> ref(Block.SUPPRESS);
      case ABSENCE -> texts("enum", List.of("provisional", "settled"));
      case CORRELATION_TYPE -> texts("enum", CORRELATIONS);
      case ANYTHING -> {}
      case ALIASES -> ref("aliases");
      case LOGSOURCE -> ref(Block.LOGSOURCE);
      case DETECTION -> ref("detection");
      case FILTER -> ref(Block.FILTER);
      case CORRELATION -> ref(Block.CORRELATION);
      case CORRELATION_CONDITION -> anyOf(List.of("text", name(Block.CONDITION)));
      case SEQUENCE -> ref(Block.SEQUENCE);
      case STEPS -> ref("steps");
      case NEW_VALUE -> ref(Block.NEW_VALUE);
      case JAVA -> ref(Block.JAVA);
      case PLACEHOLDERS -> ref("placeholders");
      case RESPONSE -> ref(Block.RESPONSE);
    }
  }

  /** What no block describes, since its keys are the author's. */
  private void shared() throws IOException {
    json.writeObjectFieldStart("text");
    texts("type", List.of("string", "number", "boolean"));
    json.writeEndObject();
    list("texts", "text");
    list("condition_text", "text");
    json.writeObjectFieldStart("value");
    texts("type", List.of("string", "number", "boolean", "null"));
    json.writeEndObject();
    list("values", "value");
    map("field_of_each", "text");
    map("aliases", "field_of_each");
    map("placeholders", "texts");
    json.writeObjectFieldStart("fields");
    text("type", "object");
    json.writeObjectFieldStart("propertyNames");
    text("pattern", "^[^|]*(\\|(" + String.join("|", Modifier.ids()) + "))*$");
    json.writeEndObject();
    json.writeObjectFieldStart("additionalProperties");
    ref("values");
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("keywords_or_fields");
    anyOf(List.of("text", "fields"));
    json.writeEndObject();
    list("selection", "keywords_or_fields");
    json.writeObjectFieldStart("detection");
    text("type", "object");
    texts("required", List.of("condition"));
    json.writeObjectFieldStart("properties");
    json.writeObjectFieldStart("condition");
    text("description", "and, or, not, 1 of x*, all of them, parentheses.");
    ref("condition_text");
    json.writeEndObject();
    json.writeBooleanField("timeframe", false);
    json.writeEndObject();
    json.writeObjectFieldStart("additionalProperties");
    ref("selection");
    json.writeEndObject();
    json.writeEndObject();
    steps();
  }

  private void steps() throws IOException {
    json.writeObjectFieldStart("steps");
    text("type", "array");
    json.writeObjectFieldStart("items");
    text("type", "object");
    json.writeNumberField("minProperties", 1);
    json.writeNumberField("maxProperties", 1);
    json.writeObjectFieldStart("properties");
    json.writeObjectFieldStart("not");
    text("description", "What must not be there.");
    ref(Block.NOT);
    json.writeEndObject();
    json.writeObjectFieldStart("any-order");
    text("description", "Steps in any order.");
    ref("steps");
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("additionalProperties");
    ref(Block.STEP);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** One of something, or a list of it. */
  private void list(String name, String item) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeArrayFieldStart("anyOf");
    json.writeStartObject();
    ref(item);
    json.writeEndObject();
    json.writeStartObject();
    text("type", "array");
    json.writeObjectFieldStart("items");
    ref(item);
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void map(String name, String value) throws IOException {
    json.writeObjectFieldStart(name);
    text("type", "object");
    json.writeObjectFieldStart("additionalProperties");
    ref(value);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void anyOf(List<String> names) throws IOException {
    json.writeArrayFieldStart("anyOf");
    for (String name : names) {
      json.writeStartObject();
      ref(name);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void pattern(String pattern) throws IOException {
    text("type", "string");
    text("pattern", pattern);
  }

  private void ref(Block block) throws IOException {
    ref(name(block));
  }

  private void ref(String name) throws IOException {
    text("$ref", "#/$defs/" + name);
  }

  private void text(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  private void texts(String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }
}
