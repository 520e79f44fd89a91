package dev.redthread.pipeline.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redthread.event.DeadLetter.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvRowsTest {

  private static List<String> rows(String... lines) throws UnreadableBody {
    return CsvRows.read(String.join("\n", lines).getBytes(UTF_8)).stream()
        .map(row -> new String(row, UTF_8))
        .toList();
  }

  @Test
  void readsRowsUnderTheHeaderWithoutEmptyCells() throws UnreadableBody {
    assertThat(rows("\"EVENT_TYPE\",\"USER\"\r", "\"Login\",\"a\"\r", "Report,", ""))
        .containsExactly(
            "{\"EVENT_TYPE\":\"Login\",\"USER\":\"a\"}", "{\"EVENT_TYPE\":\"Report\"}");
  }

  @Test
  void quotesKeepCommasQuotesAndLines() throws UnreadableBody {
    assertThat(rows("a,b", "\"x, \"\"y\"\"\",\"1", "2\""))
        .containsExactly("{\"a\":\"x, \\\"y\\\"\",\"b\":\"1\\n2\"}");
  }

  @Test
  void aRowOfAnotherLengthIsWhatIsThere() throws UnreadableBody {
    assertThat(rows("a,b", "1", "1,2,3"))
        .containsExactly("{\"a\":\"1\"}", "{\"a\":\"1\",\"b\":\"2\",\"column 3\":\"3\"}");
  }

  @Test
  void nothingIsNoRowAndSoAreBlankLinesAndAHeaderAlone() throws UnreadableBody {
    assertThat(rows("")).isEmpty();
    assertThat(rows("a,b")).isEmpty();
    assertThat(rows("\uFEFFa", "", "1", "", "")).containsExactly("{\"a\":\"1\"}");
  }

  @Test
  void whatIsCutOrNoCsvCannotBeRead() {
    for (String bad : List.of("1,\"2", "\"1\" 2")) {
      assertThatThrownBy(() -> rows("a,b", bad))
          .isInstanceOfSatisfying(
              UnreadableBody.class, body -> assertThat(body.reason()).isEqualTo(Reason.NOT_JSON));
    }
    assertThatThrownBy(() -> CsvRows.read("é".getBytes(ISO_8859_1)))
        .isInstanceOfSatisfying(
            UnreadableBody.class, body -> assertThat(body.reason()).isEqualTo(Reason.NOT_UTF8));
  }
}
