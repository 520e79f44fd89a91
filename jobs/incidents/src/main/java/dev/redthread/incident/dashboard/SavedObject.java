package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object of an export file. Its versions are the oldest that have all we use, so that Kibana
 * 8.19 takes it and 9.x migrates it.
 */
final class SavedObject {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode root = object();
  private final ObjectNode attributes;
  private final ArrayNode references;

  SavedObject(String type, String id, String typeVersion) {
    root.put("id", id).put("type", type);
    attributes = root.putObject("attributes");
    references = root.putArray("references");
    root.put("coreMigrationVersion", "8.8.0");
    root.put("typeMigrationVersion", typeVersion);
    root.put("managed", false);
  }

  ObjectNode attributes() {
    return attributes;
  }

  void refer(String name, String type, String id) {
    references.add(reference(name, type, id));
  }

  /** The object's line in the file, without the line end. */
  String line() {
    return text(root);
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ObjectNode reference(String name, String type, String id) {
    return object().put("name", name).put("type", type).put("id", id);
  }

  static ObjectNode kql(String query) {
    return object().put("query", query).put("language", "kuery");
  }

  /** JSON as a string, as Kibana keeps parts of its objects. */
  static String text(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }
}
