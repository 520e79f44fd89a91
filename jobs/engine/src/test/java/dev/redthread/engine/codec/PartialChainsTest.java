package dev.redthread.engine.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.engine.EventKey;
import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.PartialChain;
import dev.redthread.engine.PartialChain.Part;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartialChainsTest {
  private static final Event EVENT =
      new Event(
          "okta.system",
          "7f3e",
          1_762_646_400_123L,
          1_762_646_460_000L,
          null,
          Fields.of(Map.of("person", Value.of("ada"))),
          new Origin("okta", 3, 42),
          false);
  private static final List<PartialChain> CHAINS =
      List.of(
          new PartialChain(
              List.of(new GroupValue("person", "ada")),
              List.of(new Part("login", EVENT, true)),
              List.of(EventKey.of(EVENT)),
              1_762_646_500_000L),
          new PartialChain(List.of(), List.of(new Part("x", EVENT, false)), List.of(), null));

  /** What version 1 wrote. */
  private static final String TEXT =
      "AQAAAAIAAAABAAAABnBlcnNvbgAAAANhZGEAAAABAAAABWxvZ2luAQtva3RhLnN5c3RlbQQ3"
          + "ZjNl9vHM3sxmyqcHAAEGcGVyc29uAQNhZGEEb2t0YQZUAAEAAAABAAABmmXpnHsAAAALb2t0"
          + "YS5zeXN0ZW0AAAAEN2YzZQEAAAGaZesioAAAAAAAAAABAAAAAXgBC29rdGEuc3lzdGVtBDdm"
          + "M2X28czezGbKpwcAAQZwZXJzb24BA2FkYQRva3RhBlQAAAAAAAAA";

  @Test
  void writesAndReadsWhatItOnceWrote() {
    assertThat(PartialChains.text(CHAINS)).isEqualTo(TEXT);
    assertThat(PartialChains.of(TEXT)).isEqualTo(CHAINS);
  }
}
