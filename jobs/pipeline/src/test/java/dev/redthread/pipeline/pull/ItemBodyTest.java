package dev.redthread.pipeline.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.normalize.Pull.Format;
import org.junit.jupiter.api.Test;

final class ItemBodyTest {

  private static ItemBody csv(String text) {
    return ItemBody.of(text.getBytes(UTF_8), Format.CSV, 100);
  }

  @Test
  void aFileOfNoRowsHasNothing() {
    for (String nothing : new String[] {"", "a,b", "a,b\n", "\uFEFFa,b\r\n\r\n"}) {
      assertThat(csv(nothing).records()).isEmpty();
      assertThat(csv(nothing).refused()).isEmpty();
    }
  }

  @Test
  void whatIsNotUtf8IsRefusedWhole() {
    byte[] latin = "a\né\n".getBytes(ISO_8859_1);

    ItemBody body = ItemBody.of(latin, Format.CSV, 100);

    assertThat(body.records()).isEmpty();
    assertThat(body.refused())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.reason()).isEqualTo(Reason.NOT_UTF8);
              assertThat(part.bytes()).isEqualTo(latin);
            });
  }

  @Test
  void rowsThatTheHeaderMakesTooManyBytesAreRefusedTogether() {
    ItemBody body = csv("n".repeat(90) + "\n1\n2\n3\n4\n5\n6\n");

    assertThat(body.records()).hasSize(4);
    assertThat(body.refused())
        .singleElement()
        .satisfies(
            part -> {
              assertThat(part.reason()).isEqualTo(Reason.TOO_LARGE);
              assertThat(part.bytes()).asString(UTF_8).isEqualTo("5\n6\n");
            });
  }
}
