package dev.redthread.incident.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The leaves of a document, and whether an index template's types hold them. */
final class TypedLeaves {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}Z");
  private static final Pattern IP_4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IP_6 = Pattern.compile("(?=.*:.*:)[0-9a-f:.]{2,45}");

  private TypedLeaves() {}

  static Map<String, FieldType> types(DocumentIndex index) {
    return index.fields().stream()
        .collect(Collectors.toMap(DocumentField::path, DocumentField::type));
  }

  static Map<String, JsonNode> leaves(String path, JsonNode node, Map<String, FieldType> types) {
    Map<String, JsonNode> leaves = new TreeMap<>();
    if (types.get(path) == FieldType.KEPT_OBJECT) {
      leaves.put(path, node);
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              field ->
                  leaves.putAll(
                      leaves(
                          path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                          field.getValue(),
                          types)));
    } else if (node.isArray()) {
      node.forEach(element -> leaves.putAll(leaves(path, element, types)));
    } else {
      leaves.put(path, node);
    }
    return leaves;
  }

  static boolean fits(JsonNode value, FieldType type) {
    return switch (type) {
      case KEYWORD, TEXT, KEPT -> value.isTextual();
      case DATE -> value.isTextual() && DATE.matcher(value.asText()).matches();
      case LONG, FLOAT -> value.isIntegralNumber();
      case BOOLEAN -> value.isBoolean();
      case IP ->
          value.isTextual()
              && (IP_4.matcher(value.asText()).matches() || IP_6.matcher(value.asText()).matches());
      case KEPT_OBJECT -> value.isObject();
    };
  }
}
