package dev.redthread.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.normalize.Explanation;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a record, as one JSON object in a line. */
final class ExplanationJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ExplanationJson() {}

  static String of(Explanation explanation, Origin origin) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("file", origin.log());
      json.writeNumberField("line", origin.position());
      if (explanation instanceof Explanation.OfEvent event) {
        event(event, json);
      } else {
        letter(((Explanation.OfDeadLetter) explanation).letter(), json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be written", e);
    }
    return text + "\n";
  }

  private static void letter(DeadLetter letter, JsonGenerator json) throws IOException {
    json.writeStringField("source", letter.source());
    json.writeObjectFieldStart("deadLetter");
    json.writeStringField("reason", letter.reason().name());
    json.writeStringField("detail", letter.detail());
    json.writeEndObject();
  }

  private static void event(Explanation.OfEvent explained, JsonGenerator json) throws IOException {
    Event event = explained.event();
    json.writeStringField("source", event.source());
    part("time", Instant.ofEpochMilli(event.eventTime()).toString(), explained.time(), json);
    part("id", event.id(), explained.id(), json);
    part(
        "activity",
        event.activity() == null ? null : event.activity().id(),
        explained.activity(),
        json);
    Value person = event.field(Event.PERSON);
    part("person", person == null ? null : person.text(), explained.person(), json);
    json.writeObjectFieldStart("fields");
    for (Explanation.Field field : explained.fields()) {
      part(field.name(), field.value(), field.origin(), json);
    }
    json.writeEndObject();
    list("links", links(explained), json);
    list("refused", refused(explained), json);
    list("ignored", explained.ignored(), json);
  }

  private static List<String> links(Explanation.OfEvent explained) {
    return explained.says().stream()
        .map(said -> said.namespace() + " " + said.name() + " is " + said.person())
        .toList();
  }

  private static List<String> refused(Explanation.OfEvent explained) {
    return explained.refused().stream().map(field -> field.name() + ": " + field.origin()).toList();
  }

  private static void part(String name, @Nullable String value, String from, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("value", value);
    json.writeStringField("from", from);
    json.writeEndObject();
  }

  private static void list(String name, List<String> texts, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
