package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PrintableTest {

  @Test
  void spellsOutWhatCommandsATerminalOrTurnsTheWriting() {
    assertThat(Printable.of("a\u001b[2J\rb\u009bc\u202ed\u2066e\u200f"))
        .isEqualTo("a\\u001b[2J\\u000db\\u009bc\\u202ed\\u2066e\\u200f");
  }

  @Test
  void leavesAllElse() {
    String text = "Zoë 中文 \uD83D\uDE00\nnext";
    assertThat(Printable.of(text)).isSameAs(text);
  }

  @Test
  void aCellStaysOnItsLine() {
    TextTable table = new TextTable(20, List.of("WHO"));
    table.add(List.of("a\nb\u001bc"));
    assertThat(table.render()).isEqualTo("WHO\n-----------\na\\nb\\u001bc\n");
  }
}
