package dev.redthread.incident.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.incident.Golden;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
        Map<String, FieldType> types = TypedLeaves.types(index);
        TypedLeaves.leaves("", MAPPER.readTree(document.getValue()), types)
            .forEach(
                (path, value) -> {
                  assertThat(types).as(document.getKey()).containsKey(path);
                  assertThat(TypedLeaves.fits(value, Objects.requireNonNull(types.get(path))))
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
          written.addAll(
              TypedLeaves.leaves("", MAPPER.readTree(document.getValue()), TypedLeaves.types(index))
                  .keySet());
        }
      }
      assertThat(written).as(index.index()).containsAll(TypedLeaves.types(index).keySet());
    }
  }
}
