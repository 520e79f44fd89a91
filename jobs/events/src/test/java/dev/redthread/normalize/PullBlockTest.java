package dev.redthread.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redthread.normalize.Pull.Auth;
import dev.redthread.normalize.Pull.Next;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PullBlockTest {
  private static final String MAPPING =
      """
      sources:
        - name: test.log
          title: A log for this test
          logsources: [{product: test}]
          delay: {typical: 1m, max: 30m}
      dedup: id
      id: id
      time:
        - {path: at, format: iso}
      """;

  private static final String GOOD =
      """
      pull:
        url: '{api}/logs?from={from}'
        needs: {api: the host}
        auth: {kind: bearer}
        next: {link: next}
        overlap: 10m
      """;

  private static Pull read(String block) {
    SourceMapping mapping =
        Sources.read(Map.of("test.yml", MAPPING + block)).mapping("test.log").orElseThrow();
    return Objects.requireNonNull(mapping.pull());
  }

  private static List<String> problems(String yaml) {
    MappingException problems =
        catchThrowableOfType(MappingException.class, () -> Sources.read(Map.of("test.yml", yaml)));
    return problems.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void hasUsualValuesWhereTheBlockSaysNothing() {
    Pull pull = read(GOOD);

    assertThat(pull.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(pull.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(pull.mostBytes()).isEqualTo(16 << 20);
    assertThat(pull.paging()).isEqualTo(Pull.Paging.WINDOW);
    assertThat(pull.times()).isEqualTo(Pull.Times.ISO);
    assertThat(pull.rate().spacing()).isZero();
    assertThat(pull.mayLack()).isFalse();
    assertThat(pull.longest()).isNull();
    assertThat(pull.then()).isNull();
  }

  @Test
  void readsEveryKey() {
    Pull pull =
        read(
            """
            pull:
              url: '{api}/{tenant}/logs?from={from}&to={to}'
              needs: {tenant: the tenant}
              values: {api: 'https://api.example'}
              headers: {Accept: text/plain, X-Tenant: '{tenant}'}
              auth:
                kind: oauth
                url: '{api}/token'
                grant: refresh_token
                fields: {scope: '{api}/.default'}
              times: epoch_ms
              records: data.items
              may_lack_records: true
              next: {token: last, parameter: after, while: more}
              interval: 2m
              overlap: 3m
              longest: 4h
              kept: 5d
              timeout: 6s
              most_bytes: 7000
              rate: {requests: 30, per: 1m, remaining: left, reset: again}
              prepare: {url: '{api}/start', already: AF1}
              then: {url: '{api}/file/{item.a.Id}', key: a.Id, format: csv}
            """);

    assertThat(pull)
        .isEqualTo(
            new Pull(
                "{api}/{tenant}/logs?from={from}&to={to}",
                Map.of("tenant", "the tenant"),
                Map.of("api", "https://api.example"),
                Map.of("Accept", "text/plain", "X-Tenant", "{tenant}"),
                Map.of(),
                new Auth.OAuth(
                    "{api}/token", Pull.Grant.REFRESH_TOKEN, Map.of("scope", "{api}/.default")),
                Pull.Times.EPOCH_MS,
                Pull.Paging.WINDOW,
                new Next.Token("last", "after", "more"),
                "data.items",
                true,
                Duration.ofMinutes(2),
                Duration.ofMinutes(3),
                Duration.ofHours(4),
                Duration.ofDays(5),
                Duration.ofSeconds(6),
                7_000,
                new Pull.Rate(Duration.ofSeconds(2), "left", "again"),
                new Pull.Prepare("{api}/start", "AF1"),
                new Pull.Then("{api}/file/{item.a.Id}", "a.Id", Pull.Format.CSV)));
  }

  @Test
  void aSourceHasValuesOfItsOwn() {
    String mapping =
        MAPPING.replace(
            "    delay:", "    pull_values: {api: 'https://other.example'}\n    delay:");
    String block = GOOD.replace("needs: {api: the host}", "values: {api: 'https://api.example'}");
    Pull pull =
        Objects.requireNonNull(
            Sources.read(Map.of("test.yml", mapping + block))
                .mapping("test.log")
                .orElseThrow()
                .pull());

    assertThat(pull.values()).containsOnly(Map.entry("api", "https://other.example"));
    assertThat(problems(mapping.replace("{api:", "{apu:") + block))
        .containsExactly("test.yml:5:18: apu is no value of pull: add it under pull.values");
    assertThat(problems(MAPPING + block.replace("'https://api.example'", "''")))
        .containsExactly(
            "test.yml:2:5: pull asks for api, which differs by source: give it under pull_values");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url: '{api}/logs?from={from}'   | url: '{api}/logs'             | 11:8: url or body must say from when on: write {from} where the time goes
          url: '{api}/logs?from={from}'   | url: 'http://a/logs?f={from}' | 11:8: a URL begins with https://HOST/ or with a name that stands for it, e.g. {api}/v1/logs
          url: '{api}/logs?from={from}'   | url: 'https://{api}/?{from}'  | 11:8: a URL begins with https://HOST/ or with a name that stands for it, e.g. {api}/v1/logs
          url: '{api}/logs?from={from}'   | url: '{api}/{org}/?{from}'    | 11:8: nothing says what {org} is: add it under needs or values of pull
          auth: {kind: bearer}            | auth: {kind: token}           | 13:16: kind must be bearer, header, basic or oauth
          auth: {kind: bearer}            | interval: 1m                  | 11:3: the key auth is missing: say how to prove who asks, e.g. auth: {kind: bearer}
          next: {link: next}              | next: {link: next, url: a}    | 14:9: the next page is in one place: give link, header, url or token, one of them
          next: {link: next}              | paging: follow                | 11:3: paging: follow goes on from a link: add next: {link: next}
          next: {link: next}              | paging: on                    | 14:11: paging must be one of follow, window
          overlap: 10m                    | overlap: 0s                   | 15:12: overlap must be 1s at least: records that come late would be missed without it
          next: {link: next}              | longest: 10m                  | 14:12: longest must be longer than overlap, or no poll gets on
          next: {link: next}              | most_bytes: 0                 | 14:15: most_bytes must be a whole number above zero
          next: {link: next}              | secret: abc                   | unknown key secret
          """)
  void saysWhereABlockIsWrongAndWhatToDo(String good, String bad, String problem) {
    assertThat(problems(MAPPING + GOOD.replace(good, bad)))
        .singleElement()
        .asString()
        .contains(problem);
  }

  @Test
  void whatIsAskedForWithABodyGoesOnByATokenInIt() {
    assertThat(problems(MAPPING + GOOD + "  body: {time: '{from}', of: '{org}'}\n"))
        .containsExactly(
            "test.yml:14:9: what is asked for with a body goes on by a token in it: give next.token",
            "test.yml:16:9: nothing says what {org} is: add it under needs or values of pull");
    String body =
        GOOD.replace("?from={from}", "")
                .replace("{link: next}", "{token: more, parameter: page.at}")
            + "  body: {time: '{from}', page.most: 100}\n";
    assertThat(read(body).body()).isEqualTo(Map.of("time", "{from}", "page.most", "100"));
  }

  @Test
  void whatMayComeTwiceMustBeKnownAgain() {
    assertThat(problems(MAPPING.replace("dedup: id", "dedup: none") + GOOD))
        .containsExactly(
            "test.yml:6:8: what is pulled may come twice: dedup must be id or content with pull");
  }

  @Test
  void thePageOnPullingShowsABlockThatCanBeReadAndEveryKey() throws IOException {
    String page = Files.readString(Config.ROOT.resolve("docs/pulling.md"));
    int from = page.indexOf("```yaml\npull:") + "```yaml\n".length();

    assertThat(read(page.substring(from, page.indexOf("```", from))).records())
        .isEqualTo("entries");
    for (String key :
        List.of(
            "url",
            "needs",
            "values",
            "headers",
            "body",
            "auth",
            "times",
            "paging",
            "next",
            "records",
            "may_lack_records",
            "interval",
            "overlap",
            "longest",
            "kept",
            "timeout",
            "most_bytes",
            "rate",
            "prepare",
            "then")) {
      assertThat(page).contains("| `" + key + "` |");
    }
    for (SourceMapping mapping : Config.sources().mappings()) {
      if (mapping.pull() != null) {
        String listed =
            mapping.name().startsWith("google_workspace.") ? "google_workspace.*" : mapping.name();
        assertThat(page).contains("| `" + listed + "` |");
      }
    }
  }
}
