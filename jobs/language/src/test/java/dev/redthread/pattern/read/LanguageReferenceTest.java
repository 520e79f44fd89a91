package dev.redthread.pattern.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code -Dreference.write=true} writes the tables of docs/reference.md anew. */
class LanguageReferenceTest {
  private static final String BEGIN =
      "<!-- keys: made from dev.redthread.pattern.read.Block; -Dreference.write=true writes it"
          + " -->\n";
  private static final String END = "<!-- end of keys -->";

  @Test
  void standsInTheReferenceAsGenerated() throws IOException {
    Path page = Path.of(System.getProperty("redthread.root", "../..")).resolve("docs/reference.md");
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    String tables = tables();
    if (Boolean.getBoolean("reference.write")) {
      Files.writeString(page, text.substring(0, begin) + tables + text.substring(end));
      return;
    }

    assertThat(text.substring(begin, end)).isEqualTo(tables);
  }

  private static String tables() {
    StringBuilder tables = new StringBuilder("### What every document has\n\n");
    table(Block.HEAD, tables);
    tables.append("\nFor people, anywhere: `");
    tables.append(String.join("`, `", Block.METADATA)).append("`.\n");
    for (Block block : Block.values()) {
      tables.append("\n### ").append(heading(block)).append("\n\n");
      table(block.keys().stream().filter(key -> isItsOwn(key, block)).toList(), tables);
    }
    return tables.toString();
  }

  private static boolean isItsOwn(Key key, Block block) {
    return !Block.DOCUMENTS.contains(block)
        || (!Block.HEAD.contains(key) && !Block.METADATA.contains(key.name()));
  }

  private static String heading(Block block) {
    String what = block.what().replaceFirst("^(an?|the) ", "");
    String name = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    return Block.DOCUMENTS.contains(block)
        ? "Document: " + what.replace("document of ", "")
        : name.startsWith("`") ? what : name;
  }

  private static void table(List<Key> keys, StringBuilder tables) {
    tables.append("| key | is | |\n|---|---|---|\n");
    for (Key key : keys) {
      tables
          .append("| `")
          .append(key.name())
          .append(key.required() ? "`, needed | " : "` | ")
          .append(is(key.type()))
          .append(" | ")
          .append(key.description().replace("|", "\\|"))
          .append(" |\n");
    }
  }

  private static String is(Key.Type type) {
    return switch (type) {
      case TEXT -> "a text";
      case TEXTS -> "a text or a list of texts";
      case FLAG -> "`true` or `false`";
      case NUMBER -> "a number";
      case PERCENT -> "a whole number from 0 to 100";
      case DURATION -> "a duration: `90m`";
      case TIMES -> "`3`, `3..5` or `3..`";
      case LEVEL -> "`informational`, `low`, `medium`, `high` or `critical`";
      case STAGE -> "`shadow`";
      case PAGING -> "`severity`, `always` or `never`";
      case ALIASES -> "a map of names to a map of rules or steps to fields";
      case ABSENCE -> "`settled`";
      case ANYTHING -> "anything";
      case CORRELATION_CONDITION -> "a map, or for `temporal` a text";
      case STEPS -> "a list of steps, of `not` and of `any-order`";
      default -> "see `" + type.name().toLowerCase(Locale.ROOT).replace('_', ' ') + "`";
    };
  }
}
