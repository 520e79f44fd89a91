package dev.redthread.incident.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class DocumentStatusTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long RAISED = Instant.parse("2025-11-08T23:04:05.678Z").toEpochMilli();
  private static final long BEGAN = Instant.parse("2025-11-08T21:04:05.678Z").toEpochMilli();

  private static byte[] sample(String name) {
    return Objects.requireNonNull(Samples.documents().get(name), name);
  }

  private static DocumentStatus status(DocumentIndex index, String sample) throws IOException {
    return DocumentStatus.read(index, sample(sample));
  }

  @Test
  void knowsWhatHoldsFromWhatHoldsNoMore() throws IOException {
    assertThat(status(DocumentIndex.INCIDENTS, "incident").isOpen()).isTrue();
    assertThat(status(DocumentIndex.INCIDENTS, "incident-merged").isOpen()).isFalse();
    assertThat(status(DocumentIndex.FINDINGS, "finding-indexed").isOpen()).isTrue();
    assertThat(status(DocumentIndex.FINDINGS, "finding-merged").isOpen()).isFalse();
    assertThat(status(DocumentIndex.PROGRESS, "progress").isOpen()).isTrue();
    assertThat(status(DocumentIndex.PROGRESS, "progress-expired").isOpen()).isFalse();
  }

  @Test
  void isNewWhenItWasRaisedAfterwards() throws IOException {
    DocumentStatus finding = status(DocumentIndex.FINDINGS, "finding-indexed");
    assertThat(finding.isNewSince(RAISED - 1, Long.MAX_VALUE)).isTrue();
    assertThat(finding.isNewSince(RAISED, Long.MIN_VALUE)).isFalse();

    DocumentStatus chain = status(DocumentIndex.PROGRESS, "progress");
    assertThat(chain.isNewSince(Long.MAX_VALUE, BEGAN)).isTrue();
    assertThat(chain.isNewSince(Long.MIN_VALUE, BEGAN + 1)).isFalse();
  }

  @Test
  void isOpenOrNewByNothingThatIsMissing() throws IOException {
    for (DocumentIndex index : DocumentStatus.INDICES) {
      DocumentStatus empty = DocumentStatus.read(index, Samples.utf8("{}"));
      assertThat(empty.isOpen()).isFalse();
      assertThat(empty.isNewSince(Long.MIN_VALUE, Long.MIN_VALUE)).isFalse();
    }
    assertThatThrownBy(() -> DocumentStatus.read(DocumentIndex.FINDINGS, Samples.utf8("[]")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void withdrawsAsTheJobDoes() throws IOException {
    JsonNode incident =
        MAPPER.readTree(status(DocumentIndex.INCIDENTS, "incident").withdrawn(RAISED));
    JsonNode before = MAPPER.readTree(sample("incident"));

    assertThat(incident.at("/redthread/incident/status").asText()).isEqualTo("withdrawn");
    assertThat(incident.at("/redthread/incident/revision").asInt())
        .isEqualTo(before.at("/redthread/incident/revision").asInt() + 1);
    assertThat(incident.at("/redthread/written").asText()).isEqualTo("2025-11-08T23:04:05.678Z");
    assertThat(incident.at("/redthread/findings")).isEqualTo(before.at("/redthread/findings"));

    JsonNode merged =
        MAPPER.readTree(status(DocumentIndex.INCIDENTS, "incident-merged").withdrawn(RAISED));
    assertThat(merged.at("/redthread/incident").has("into")).isFalse();
  }

  @Test
  void changesNothingButTheTimeOfWritingWhenWrittenAgain() throws IOException {
    for (Map.Entry<String, DocumentIndex> sample :
        Map.of(
                "incident", DocumentIndex.INCIDENTS,
                "finding-indexed", DocumentIndex.FINDINGS,
                "progress", DocumentIndex.PROGRESS)
            .entrySet()) {
      byte[] before = sample(sample.getKey());
      byte[] after = DocumentStatus.read(sample.getValue(), before).again(RAISED + 1);

      String written = MAPPER.readTree(before).at("/redthread/written").asText();
      assertThat(new String(after, UTF_8))
          .isEqualTo(
              new String(before, UTF_8)
                  .replace("\"written\":\"" + written, "\"written\":\"2025-11-08T23:04:05.679Z"));
    }
  }
}
