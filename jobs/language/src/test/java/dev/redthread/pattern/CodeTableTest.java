package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.diagnostic.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** {@code -Dcodes.write=true} writes the table of codes anew. */
class CodeTableTest {
  private static final String BEGIN =
      "<!-- codes: made from dev.redthread.pattern.diagnostic.Code; -Dcodes.write=true writes it"
          + " -->\n";
  private static final String END = "<!-- end of codes -->";

  @Test
  void standsInTheDiagnosticsPageAsGenerated() throws IOException {
    Path page =
        Path.of(System.getProperty("redthread.root", "../..")).resolve("docs/diagnostics.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String table = markdown();
    if (Boolean.getBoolean("codes.write")) {
      Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
      return;
    }

    assertThat(text.substring(begin, end)).isEqualTo(table);
  }

  private static String markdown() {
    StringBuilder table =
        new StringBuilder("| code | what it means | what to do |\n|---|---|---|\n");
    Arrays.stream(Code.values())
        .sorted(Comparator.comparing(Code::id))
        .forEach(
            code ->
                table
                    .append("| <a id=\"")
                    .append(code.id())
                    .append("\"></a>`")
                    .append(code.id())
                    .append("` | ")
                    .append(cell(code.meaning()))
                    .append(" | ")
                    .append(cell(code.remedy()))
                    .append(" |\n"));
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
