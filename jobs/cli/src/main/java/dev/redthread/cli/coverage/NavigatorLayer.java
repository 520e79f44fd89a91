package dev.redthread.cli.coverage;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.cli.coverage.Coverage.Covered;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A layer for the ATT&CK Navigator: each technique scored by how many patterns cover it.
 *
 * <p><i>Source:</i> the layer file format, version 4.5.
 */
public final class NavigatorLayer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NavigatorLayer() {}

  /** The layer as UTF-8. */
  public static byte[] of(Coverage coverage) throws IOException {
    ObjectNode layer = JSON.createObjectNode();
    layer.put("name", "Redthread");
    ObjectNode versions = layer.putObject("versions");
    versions.put("navigator", "4.9.0");
    versions.put("layer", "4.5");
    layer.put("domain", "enterprise-attack");
    layer.put(
        "description",
        coverage.patterns().size() + " patterns; the score is how many of them cover a technique");
    layer.put("sorting", 3);
    layer.putObject("layout").put("showID", true).put("expandedSubtechniques", "annotated");
    ArrayNode techniques = layer.putArray("techniques");
    int most = 1;
    for (Map.Entry<String, List<Covered>> each : coverage.byTechnique().entrySet()) {
      if (!each.getKey().equals(Coverage.NO_TECHNIQUE)) {
        technique(each.getKey(), each.getValue(), techniques.addObject());
        most = Math.max(most, each.getValue().size());
      }
    }
    ObjectNode gradient = layer.putObject("gradient");
    gradient.putArray("colors").add("#fbe4e4").add("#c0392b");
    gradient.put("minValue", 0);
    gradient.put("maxValue", most);
    return JSON.writer(new DefaultPrettyPrinter()).writeValueAsBytes(layer);
  }

  private static void technique(String id, List<Covered> patterns, ObjectNode technique) {
    technique.put("techniqueID", id);
    technique.put("score", patterns.size());
    technique.put("enabled", true);
    technique.put(
        "comment",
        patterns.stream().map(each -> each.pattern().title()).collect(Collectors.joining("\n")));
    ArrayNode metadata = technique.putArray("metadata");
    for (Covered each : patterns) {
      metadata
          .addObject()
          .put("name", each.pattern().title())
          .put("value", String.join(", ", each.sources()));
    }
    if (!id.contains(".")) {
      technique.put("showSubtechniques", true);
    }
  }
}
