package dev.redthread.incident.document;

import dev.redthread.incident.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FieldDocumentationTest {

  private static final Path PAGE = Golden.root().resolve("docs/incidents.md");
  private static final String BEGIN = "<!-- fields: generated from DocumentIndex -->";
  private static final String END = "<!-- end of fields -->";
  private static final String PAGE_BEGIN = "<!-- page: generated from its golden file -->\n";
  private static final String PAGE_END = "<!-- end of page -->";

  @Test
  void thePageListsEveryFieldAndShowsAPageAsItIs() throws IOException {
    String written = Files.readString(PAGE);
    String page = "```json\n" + Files.readString(Golden.resource("documents/page.json")) + "```\n";

    Golden.assertSame(
        PAGE,
        replaced(
            replaced(written, BEGIN, END, "\n" + FieldTables.markdown().strip() + "\n\n"),
            PAGE_BEGIN,
            PAGE_END,
            page));
  }

  private static String replaced(String text, String begin, String end, String between) {
    int from = text.indexOf(begin) + begin.length();
    return text.substring(0, from) + between + text.substring(text.indexOf(end, from));
  }
}
