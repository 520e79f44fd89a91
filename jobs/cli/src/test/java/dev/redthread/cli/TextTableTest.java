package dev.redthread.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TextTableTest {

  @Test
  void wrapsLongCellsAndAlignsColumns() {
    TextTable table = new TextTable(12, List.of("who", "what", "when"));
    table.add(List.of("ada", "exported all of it", "10:00"));
    table.add(List.of("grace", "", "11:00"));

    assertThat(table.render())
        .isEqualTo(
            """
            who    what          when
            -----  ------------  -----
            ada    exported all  10:00
                   of it
            grace                11:00
            """);
  }
}
