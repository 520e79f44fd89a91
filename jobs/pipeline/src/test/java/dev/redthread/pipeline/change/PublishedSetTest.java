package dev.redthread.pipeline.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.PatternTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublishedSetTest {
  private static PatternTexts read(String json) {
    return new PublishedSet("topic t, offset 7").read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsTextsInTheOrderOfTheirPaths() {
    PatternTexts read =
        read("{\"rules/b.yml\": \"title: \\u0130\\n\", \"a.yaml\": \"\\uFEFFtitle: x\"} \n");

    assertThat(read.diagnostics()).isEmpty();
    assertThat(List.copyOf(read.files().entrySet()))
        .extracting(Object::toString)
        .containsExactly("a.yaml=title: x", "rules/b.yml=title: İ\n");
  }

  @Test
  void saysWhereARecordIsNoSet() {
    assertThat(read("").text())
        .contains("topic t, offset 7:1:1: error[wrong-type]: a set of patterns is a JSON object");
    assertThat(read("[]").text()).contains("a set of patterns is a JSON object of texts by path");
    assertThat(read("{\"a.yml\": \"x\"").text())
        .contains("topic t, offset 7:1:", "error[unreadable-file]: not JSON");
    assertThat(read("{\"a.yml\": \"x\"} {}").text()).contains("something follows the object");
    assertThat(read("{\"a.yml\":\n {\"deep\": [1]}, \"b.yml\": null}").text())
        .contains(
            "topic t, offset 7:2:2: error[wrong-type]: must be a text",
            "topic t, offset 7:2:26: error[wrong-type]: must be a text");
    assertThat(read("{\"a.yml\": \"x\", \"a.yml\": \"y\"}").text())
        .contains("topic t, offset 7:1:16: error[duplicate-key]: the path is there twice");
  }

  @Test
  void refusesPathsThatLeadOutOrHide() {
    for (String path :
        List.of(
            "../a.yml",
            "a/../../b.yml",
            "/etc/a.yml",
            "./a.yml",
            "a//b.yml",
            "a/.yml/",
            "C:/a.yml",
            "a\\\\b.yml",
            "a\\nb.yml",
            "a\\u202eb.yml",
            "a\\ud800b.yml",
            "rules/a.json",
            "")) {
      assertThat(read("{\"" + path + "\": \"title: x\"}").text())
          .as(path)
          .contains("error[bad-value]", "is no path of a pattern file");
    }
  }

  @Test
  void refusesARecordWithoutValueOrTextOrMeasure() {
    PublishedSet set = new PublishedSet("topic t, offset 7");

    assertThat(set.read(null).text()).contains("offset 7: error[wrong-type]: the record has no");
    assertThat(set.read(new byte[] {'{', (byte) 0xff, '}'}).text())
        .contains("error[not-utf8]: the record is not UTF-8");
    assertThat(set.read(new byte[PublishedSet.MOST_BYTES + 1]).text())
        .contains("error[yaml-limit]: the record has 8000001 bytes, more than 8000000");
  }

  @Test
  void aDeepRecordIsRefusedAndBreaksNothing() {
    assertThat(read("{\"a.yml\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}").text())
        .contains("error[unreadable-file]: not JSON");
  }
}
