package dev.redthread.pattern.diagnostic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/**
 * Diagnostics for code review tools: a SARIF 2.1.0 log with one run. Each code that was found is a
 * rule of the tool.
 *
 * <p><i>Source:</i> OASIS, Static Analysis Results Interchange Format 2.1.0.
 */
public final class DiagnosticSarif {
  private static final String TOOL = "redthread";

  private DiagnosticSarif() {}

  /** The log, ended by a line feed. */
  public static String render(List<Diagnostic> diagnostics) {
    List<Code> rules = diagnostics.stream().map(Diagnostic::code).distinct().sorted().toList();
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, rules);
      json.writeStringField("columnKind", "unicodeCodePoints");
      json.writeArrayFieldStart("results");
      for (Diagnostic diagnostic : diagnostics) {
        result(json, diagnostic, rules);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.append('\n').toString();
  }

  private static void tool(JsonGenerator json, List<Code> rules) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", TOOL);
    json.writeArrayFieldStart("rules");
    for (Code code : rules) {
      json.writeStartObject();
      json.writeStringField("id", code.id());
      text(json, "shortDescription", code.meaning());
      json.writeObjectFieldStart("help");
      json.writeStringField("text", code.remedy());
      json.writeStringField("markdown", code.remedy());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void result(JsonGenerator json, Diagnostic diagnostic, List<Code> rules)
      throws IOException {
    String hint = diagnostic.hint();
    Place place = diagnostic.place();
    json.writeStartObject();
    json.writeStringField("ruleId", diagnostic.code().id());
    json.writeNumberField("ruleIndex", rules.indexOf(diagnostic.code()));
    json.writeStringField("level", diagnostic.severity().id());
    text(json, "message", diagnostic.message() + (hint == null ? "" : "; " + hint));
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(place.file()));
    json.writeEndObject();
    if (place.line() > 0) {
      json.writeObjectFieldStart("region");
      json.writeNumberField("startLine", place.line());
      json.writeNumberField("startColumn", place.column());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  /** A path as a reference; an absolute one as a file. */
  private static String uri(String path) {
    boolean absolute = path.startsWith("/");
    try {
      return new URI(absolute ? "file" : null, absolute ? "" : null, path, null).toASCIIString();
    } catch (URISyntaxException odd) {
      throw new IllegalArgumentException("a path that no reference can name: " + path, odd);
    }
  }
}
