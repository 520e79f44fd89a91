package dev.redthread.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void printsATableAndTheClaimsOfEachBenchmark() {
    Report report = new Report();
    report.add(new Measurement("speed", "10 rules", "Redthread", Map.of("events/s", 123_456.7)));
    report.add(new Measurement("speed", "10 rules", "another", Map.of("ms", 0.25)));
    report.add(Claim.atLeast("speed", "Redthread to another", 20, 19.94));
    report.add(Claim.atMost("speed", "milliseconds", 1, 0.25));

    assertThat(report.text())
        .isEqualTo(
            """
            speed

            case      contestant  events/s  ms
            10 rules  Redthread    123,457
            10 rules  another               0.250

            claim                 aim    measured  met
            Redthread to another  >= 20      19.9  no
            milliseconds          <= 1      0.250  yes
            """);
  }

  @Test
  void takesTheMiddleOfTheLaps() {
    assertThat(Medians.median(new double[] {1, 2, 9})).isEqualTo(2);
    assertThat(Medians.median(new double[] {1, 2, 4, 9})).isEqualTo(3);
  }
}
