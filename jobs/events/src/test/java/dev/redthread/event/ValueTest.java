package dev.redthread.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class ValueTest {
  @Test
  void writesNumbersInOneWay() {
    assertThat(new Value.Decimal(new BigDecimal("1.50")).text()).isEqualTo("1.5");
    assertThat(new Value.Decimal(new BigDecimal("1E+25")).text()).hasSize(26);
  }

  @Test
  void writesNoNumberAtAnyLength() {
    assertThat(Value.of(new BigDecimal("1E+2000000000")).text()).isEqualTo("1E+2000000000");
    assertThat(Value.of(new BigDecimal("1E-2000000000")).text()).isEqualTo("1E-2000000000");
  }
}
