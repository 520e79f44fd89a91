package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.event.Value;
import dev.redthread.pattern.diagnostic.DiagnosticText;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.read.TestFileReader;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.ExpectedFinding.Link;
import dev.redthread.pattern.testing.Offset;
import dev.redthread.pattern.testing.TestCase;
import dev.redthread.pattern.testing.TestEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestFilesTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("redthread.root", "../.."))
          .resolve("jobs/language/src/test/resources/golden/tests/mistakes");

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void reportsEveryMistakeInItsPlace() throws IOException {
    String text = Files.readString(GOLDEN.resolve("tests.yml"));
    assertThat(read(text)).isEmpty();
    String actual = new DiagnosticText(file -> text.lines().toList()).render(diagnostics.sorted());
    Path kept = GOLDEN.resolve("expected.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(kept, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(kept));
  }

  @Test
  void readsWhatHappenedAndWhatIsExpected() {
    List<TestCase> tests =
        read(
            """
            pattern: risky
            source: okta.system
            start: 2025-11-09T10:00:00+01:00
            fields: {person: Mona@Company.example, source: {ip: 10.0.0.1}}
            tests:
              - name: first
                events:
                  - {id: a, at: 0, activity: login.succeeded}
                  - id: b
                    at: 1h30m
                    received: 1h30m20s
                    again: [1h31m]
                    event: {published: $time, at: [$time_s, $time_ms], n: 1.50, on: true, no: null, t: 'x'}
                findings:
                  - chain: {login: a, exports: [b, a]}
                    evidence: [a, b]
                    group: {person: mona@company.example}
                    raised: b
                    settles: 1d
                    withdrawn: a
                  - {chain: {login: a}, raised: 2h}
              - {name: second, events: [{id: a, at: 0, activity: logout}], quiet: true}
            """);
    assertThat(diagnostics.sorted()).isEmpty();
    assertThat(tests).hasSize(2);
    TestCase first = tests.get(0);
    assertThat(first.start()).isEqualTo(Instant.parse("2025-11-09T09:00:00Z").toEpochMilli());
    assertThat(first.pattern()).isNotNull();
    TestEvent.Normalized login = (TestEvent.Normalized) first.events().get(0).content();
    assertThat(login.activity()).isEqualTo(Activity.LOGIN_SUCCEEDED);
    assertThat(login.fields().get("person")).isEqualTo(Value.of("mona@company.example"));
    assertThat(login.fields().get("source.ip")).isEqualTo(Value.of("10.0.0.1"));
    TestEvent raw = first.events().get(1);
    assertThat(raw.at()).isEqualTo(5_400_000);
    assertThat(raw.received()).isEqualTo(5_420_000);
    assertThat(raw.again()).containsExactly(5_460_000L);
    assertThat(raw.content())
        .isEqualTo(
            new TestEvent.Raw(
                "{\"published\":\"2025-11-09T10:30:00Z\",\"at\":[1762684200,1762684200000],"
                    + "\"n\":1.50,\"on\":true,\"no\":null,\"t\":\"x\"}"));
    ExpectedFinding finding = first.findings().get(0);
    assertThat(finding.chain())
        .containsExactly(
            new Link("login", "a"), new Link("exports", "b"), new Link("exports", "a"));
    assertThat(finding.evidence()).containsExactly("a", "b");
    assertThat(finding.raised()).isEqualTo(new ExpectedFinding.Arrival("b"));
    assertThat(finding.settles()).isEqualTo(86_400_000);
    assertThat(finding.withdrawn()).isEqualTo("a");
    assertThat(first.findings().get(1).raised()).isEqualTo(new ExpectedFinding.Clock(7_200_000));
    assertThat(first.isQuiet()).isFalse();
    assertThat(tests.get(1).isQuiet()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,0", "90m,5400000", "1d2h30m,95400000", "1s500ms,1500", "20ms,20", "48h,172800000"})
  void readsOffsets(String written, long milliseconds) {
    assertThat(Offset.parse(written)).hasValue(milliseconds);
    assertThat(Offset.parse(Offset.text(milliseconds))).hasValue(milliseconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "-1h", "30m1h", "1.5h", "1 h", "h", "99999999999h"})
  void refusesWhatIsNoOffset(String written) {
    assertThat(Offset.parse(written)).isEmpty();
  }

  private List<TestCase> read(String text) {
    return new TestFileReader(TestSources.CATALOG, diagnostics).read("tests.yml", text);
  }
}
