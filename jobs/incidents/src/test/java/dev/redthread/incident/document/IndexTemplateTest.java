package dev.redthread.incident.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.incident.Golden;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class IndexTemplateTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, DocumentIndex> INDEX_BY_PREFIX =
      Map.of(
          "finding", DocumentIndex.FINDINGS,
          "incident", DocumentIndex.INCIDENTS,
          "evidence", DocumentIndex.EVIDENCE,
          "progress", DocumentIndex.PROGRESS,
          "deadletter", DocumentIndex.DEADLETTERS);

  @Test
  void theFilesAreWhatTheFieldListsSay() {
    for (DocumentIndex index : DocumentIndex.values()) {
      Golden.assertSame(
          Golden.root().resolve("dashboards/templates/" + index.index() + ".json"),
          IndexTemplate.json(index, DocumentIndex.PREFIX));
    }
  }

  @Test
  void everyFieldThatADocumentWritesIsMappedWithAFittingType() throws IOException {
    for (Map.Entry<String, byte[]> document : Samples.documents().entrySet()) {
      DocumentIndex index = INDEX_BY_PREFIX.get(document.getKey().replaceAll("-.*", ""));
      if (index != null) {
        Map<String, FieldType> types = types(index);
        leaves("", MAPPER.readTree(document.getValue()), types)
            .forEach(
                (path, value) -> {
                  assertThat(types).as(document.getKey()).containsKey(path);
                  assertThat(fits(value, Objects.requireNonNull(types.get(path))))
                      .as("%s %s", path, value)
                      .isTrue();
                });
      }
    }
  }

  @Test
  void everyFieldOfTheListsIsWrittenBySomeSample() throws IOException {
    for (DocumentIndex index : DocumentIndex.values()) {
      Set<String> written = new TreeSet<>();
      for (Map.Entry<String, byte[]> document : Samples.documents().entrySet()) {
        if (INDEX_BY_PREFIX.get(document.getKey().replaceAll("-.*", "")) == index) {
          written.addAll(leaves("", MAPPER.readTree(document.getValue()), types(index)).keySet());
        }
      }
      assertThat(written).as(index.index()).containsAll(types(index).keySet());
    }
  }

  private static Map<String, FieldType> types(DocumentIndex index) {
    return index.fields().stream()
        .collect(Collectors.toMap(DocumentField::path, DocumentField::type));
  }

  private static Map<String, JsonNode> leaves(
      String path, JsonNode node, Map<String, FieldType> types) {
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

  private static boolean fits(JsonNode value, FieldType type) {
    return switch (type) {
      case KEYWORD, TEXT, KEPT -> value.isTextual();
      case DATE -> value.isTextual() && value.asText().matches("\\d{4}-\\d\\d-\\d\\dT.*\\.\\d{3}Z");
      case LONG, FLOAT -> value.isIntegralNumber();
      case BOOLEAN -> value.isBoolean();
      case IP -> value.isTextual() && value.asText().matches("[0-9a-f.:]+");
      case KEPT_OBJECT -> value.isObject();
    };
  }
}
