package dev.redthread.pattern.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.redthread.pattern.yaml.YamlNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;

/** A vendor's record, written as YAML, as JSON. */
final class RawJson {
  private final JsonGenerator json;
  private final Instant time;

  private RawJson(JsonGenerator json, Instant time) {
    this.json = json;
    this.time = time;
  }

  /**
   * The JSON.
   *
   * @param time what the values {@code $time} (ISO 8601), {@code $time_s} and {@code $time_ms}
   *     (since 1970) stand for
   */
  static String of(YamlNode.Mapping record, Instant time) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      new RawJson(json, time).write(record);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return out.toString();
  }

  private void write(YamlNode node) throws IOException {
    if (node instanceof YamlNode.Mapping mapping) {
      json.writeStartObject();
      for (YamlNode.Entry entry : mapping.entries()) {
        json.writeFieldName(entry.key().text());
        write(entry.value());
      }
      json.writeEndObject();
    } else if (node instanceof YamlNode.Sequence list) {
      json.writeStartArray();
      for (YamlNode item : list.items()) {
        write(item);
      }
      json.writeEndArray();
    } else {
      scalar((YamlNode.Scalar) node);
    }
  }

  private void scalar(YamlNode.Scalar scalar) throws IOException {
    switch (scalar.kind()) {
      case TEXT -> text(scalar.text());
      case NUMBER -> json.writeNumber(scalar.text());
      case FLAG -> json.writeBoolean(scalar.text().equalsIgnoreCase("true"));
      case NULL -> json.writeNull();
    }
  }

  private void text(String text) throws IOException {
    switch (text) {
      case "$time" -> json.writeString(time.toString());
      case "$time_s" -> json.writeNumber(time.getEpochSecond());
      case "$time_ms" -> json.writeNumber(time.toEpochMilli());
      default -> json.writeString(text);
    }
  }
}
