package dev.redthread.pattern.diagnostic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Diagnostics for programs: an array of objects, one object a line. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /** The array, ended by a line feed. */
  public static String render(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < diagnostics.size(); i++) {
      text.append(i == 0 ? "\n  " : ",\n  ").append(object(diagnostics.get(i)));
    }
    return text.append(diagnostics.isEmpty() ? "]\n" : "\n]\n").toString();
  }

  private static String object(Diagnostic diagnostic) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("code", diagnostic.code().id());
      json.writeStringField("severity", diagnostic.severity().id());
      json.writeStringField("file", diagnostic.place().file());
      json.writeNumberField("line", diagnostic.place().line());
      json.writeNumberField("column", diagnostic.place().column());
      json.writeStringField("message", diagnostic.message());
      if (diagnostic.hint() != null) {
        json.writeStringField("hint", diagnostic.hint());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
