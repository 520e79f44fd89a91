package dev.redthread.pattern.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

  @Test
  void readsBothFamilies() {
    assertThat(Address.parse("10.0.0.255")).containsExactly(10, 0, 0, -1);
    assertThat(Address.parse("::1")).hasSize(16).endsWith(0, 1);
    assertThat(Address.parse("::")).hasSize(16).containsOnly(0);
    assertThat(Address.parse("fe80::1%eth0")).isEqualTo(Address.parse("FE80:0:0:0:0:0:0:1"));
    assertThat(Address.parse("1:2:3:4:5:6:7:8")).startsWith(0, 1, 0, 2).endsWith(0, 8);
    assertThat(Address.parse("64:ff9b::10.0.0.1")).hasSize(16).endsWith(10, 0, 0, 1);
  }

  @Test
  void takesAMappedAddressForWhatItIs() {
    assertThat(Address.parse("::ffff:10.0.0.1")).isEqualTo(Address.parse("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.-4",
        "a.b.c.d",
        "1.2.3.4 ",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::1",
        "::1.2.3",
        "1:2:3:4:5:6:7::8",
        "localhost",
        "10.0.0.0/8",
        "١.2.3.4"
      })
  void refusesEverythingElse(String text) {
    assertThat(Address.parse(text)).isNull();
  }
}
