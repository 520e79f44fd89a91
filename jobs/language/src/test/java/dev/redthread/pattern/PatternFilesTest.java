package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternFilesTest {
  @TempDir Path folder;

  private void rule(String file, String id) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(
        path,
        "title: t\nid: %s\nlogsource: {product: any}\ndetection: {s: {a: b}, condition: s}\n"
            .formatted(id));
  }

  private Loaded load(Path... paths) {
    return PatternFiles.load(List.of(paths), TestSources.ANYTHING);
  }

  @Test
  void readsFoldersInOrderWithoutTestsAndCampaigns() throws IOException {
    rule("rules/b.yml", "b");
    rule("rules/a.yaml", "a");
    rule("c.yml", "c");
    rule("tests/rules/d.yml", "d");
    rule("campaigns/x/e.yml", "e");
    rule(".git/f.yml", "f");
    rule("rules/notes.txt", "g");
    assertThat(load(folder).set().patterns())
        .extracting(CompiledPattern::id)
        .containsExactly("c", "a", "b");
    assertThat(load(folder).diagnostics()).isEmpty();
  }

  @Test
  void readsAFileOnceHoweverOftenItIsNamed() throws IOException {
    rule("a.yml", "a");
    Loaded loaded = load(folder.resolve("a.yml"), folder, folder.resolve("x/../a.yml"));
    assertThat(loaded.diagnostics()).isEmpty();
    assertThat(loaded.set().patterns()).hasSize(1);
  }

  @Test
  void readsATestsFolderThatIsNamedItself() throws IOException {
    rule("tests/a.yml", "a");
    assertThat(load(folder.resolve("tests")).set().patterns()).hasSize(1);
  }

  @Test
  void reportsWhatCannotBeRead() throws IOException {
    Files.write(folder.resolve("latin1.yml"), new byte[] {'t', ':', ' ', (byte) 0xE4});
    Files.writeString(folder.resolve("empty.yml"), "");
    Loaded loaded = load(folder, folder.resolve("absent.yml"));
    assertThat(loaded.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactlyInAnyOrder(Code.NOT_UTF8, Code.NO_PATTERNS, Code.UNREADABLE_FILE);
    assertThat(loaded.hasErrors()).isTrue();
  }

  @Test
  void readsAFileWithAByteOrderMark() throws IOException {
    rule("a.yml", "a");
    Files.writeString(
        folder.resolve("a.yml"), "\uFEFF" + Files.readString(folder.resolve("a.yml")));
    assertThat(load(folder).diagnostics()).isEmpty();
  }

  @Test
  void namesEveryFieldThatRulesAndGroupsRead() {
    String text =
        """
        title: r
        id: r
        name: r
        logsource: {product: okta}
        detection: {s: {eventType: x, a|fieldref: b}, condition: s}
        ---
        title: c
        id: c
        correlation: {type: event_count, rules: [r], group-by: [actor.alternateId], timespan: 1m, condition: {gte: 2}}
        """;
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", text), TestSources.CATALOG);
    assertThat(loaded.set().fields("okta.system").names())
        .containsExactlyInAnyOrder("event.action", "a", "b", "user.name");
    assertThat(loaded.set().fields("okta.system").every()).isFalse();
  }

  @Test
  void leavesOutWhatRefersToSomethingBrokenAndReportsItOnce() {
    String text =
        """
        title: r
        id: r
        logsource: {product: any}
        detection: {s: {a|re: '('}, condition: s}
        ---
        title: c
        id: c
        correlation: {type: event_count, rules: [r], group-by: [a], timespan: 1m, condition: {gte: 2}}
        """;
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", text), TestSources.ANYTHING);
    assertThat(loaded.diagnostics()).extracting(Diagnostic::code).containsExactly(Code.BAD_REGEX);
    assertThat(loaded.set().patterns()).isEmpty();
  }

  @Test
  void keepsARuleQuietThatABrokenPatternRefersTo() {
    String text =
        """
        title: r
        id: r
        logsource: {product: any}
        detection: {s: {a: b}, condition: s}
        ---
        title: c
        id: c
        until: x
        sequence: {group-by: [a], timespan: 1m, steps: [{x: {rule: r}}]}
        """;
    Loaded loaded = PatternFiles.loadTexts(Map.of("x.yml", text), TestSources.ANYTHING);
    assertThat(loaded.hasErrors()).isTrue();
    assertThat(loaded.set().rules()).hasSize(1);
    assertThat(loaded.set().patterns()).isEmpty();
  }

  @Test
  void writesDiagnosticsAsJson() {
    Loaded loaded =
        PatternFiles.loadTexts(Map.of("x.yml", "title: \"a\\u0001\"\n"), TestSources.ANYTHING);
    assertThat(loaded.json())
        .startsWith("[\n  {\"code\":\"unknown-kind\",\"severity\":\"error\",\"file\":\"x.yml\"")
        .contains("\"line\":1,\"column\":1")
        .endsWith("}\n]\n");
    assertThat(PatternFiles.loadTexts(Map.of(), TestSources.ANYTHING).json()).isEqualTo("[]\n");
  }
}
