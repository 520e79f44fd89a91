package dev.redthread.incident.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.event.DeadLetter;
import dev.redthread.incident.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DocumentGoldenTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void documentsAreAsTheyAlwaysWere() throws IOException {
    for (Map.Entry<String, byte[]> document : Samples.documents().entrySet()) {
      JsonNode json = MAPPER.readTree(document.getValue());
      Golden.assertSame(
          Golden.resource("documents/" + document.getKey() + ".json"),
          MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }
  }

  @Test
  void aLineOfABacktestKeepsTheOrderOfTheContract() {
    assertThat(new String(FindingDocument.line(Samples.finding()), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"f-p-takeover\",\"revision\":2,\"status\":\"open\","
                + "\"settlesAt\":\"2025-11-09T00:04:05.678Z\","
                + "\"pattern\":{\"id\":\"p-takeover\",\"title\":\"Login after a phish\","
                + "\"level\":\"high\"},\"group\":{\"person\":\"jane.doe@corp.example\"},"
                + "\"first\":\"2025-11-08T21:04:05.678Z\",\"last\":\"2025-11-08T22:04:05.678Z\","
                + "\"detected\":\"2025-11-08T23:04:05.678Z\",\"truncated\":false,"
                + "\"chain\":[{\"step\":\"phish\",\"event\":\"threat-1\","
                + "\"time\":\"2025-11-08T21:04:05.678Z\",\"source\":\"lookout\"},"
                + "{\"step\":\"login\",\"event\":\"4f1c-login\","
                + "\"time\":\"2025-11-08T22:04:05.678Z\",\"source\":\"okta.system\"}],"
                + "\"events\":[\"threat-1\",\"4f1c-login\"],\"eventCount\":2}");
  }

  @Test
  void aTimeBeyondAnyDateStaysADate() {
    assertThat(JsonTree.time(Long.MAX_VALUE)).isEqualTo("9999-12-31T23:59:59.999Z");
    assertThat(JsonTree.time(Long.MIN_VALUE)).isEqualTo("0000-01-01T00:00:00.000Z");
    assertThat(JsonTree.time(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
  }

  @Test
  void anOriginalThatWasCutWithinACharacterStaysText() throws IOException {
    byte[] long1 = "é".repeat(DeadLetter.MOST_BYTES).getBytes(StandardCharsets.UTF_8);
    byte[] shifted = Arrays.copyOfRange(long1, 1, long1.length);
    shifted[0] = 'x';

    JsonNode json = MAPPER.readTree(DeadLetterDocument.json(Samples.deadLetter(shifted)));

    assertThat(json.at("/redthread/original_cut").asBoolean()).isTrue();
    assertThat(json.at("/event/original").asText()).startsWith("xéé").endsWith("é");
  }

  @Test
  void theSameDeadLetterHasTheSameIdAndAnotherOneAnother() {
    String id = DeadLetterDocument.id(Samples.deadLetter(Samples.utf8("a")));

    assertThat(DeadLetterDocument.id(Samples.deadLetter(Samples.utf8("a")))).isEqualTo(id);
    assertThat(DeadLetterDocument.id(Samples.deadLetter(Samples.utf8("b")))).isNotEqualTo(id);
  }
}
