package dev.redthread.pattern.read;

import dev.redthread.event.SourceCatalog;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.TestCase;
import dev.redthread.pattern.testing.TestEvent;
import dev.redthread.pattern.yaml.YamlNode;
import dev.redthread.pattern.yaml.YamlReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of tests.
 *
 * <p><i>Errors:</i> diagnostics; a test with an error is left out.
 */
public final class TestFileReader {
  /** The start of a test that names none: a Monday. */
  public static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

  private static final int MOST_EVENTS = 2_000;

  private final SourceCatalog catalog;
  private final Diagnostics diagnostics;

  public TestFileReader(SourceCatalog catalog, Diagnostics diagnostics) {
    this.catalog = catalog;
    this.diagnostics = diagnostics;
  }

  /** The sound tests of a file; it may have several documents. */
  public List<TestCase> read(String file, String text) {
    List<TestCase> tests = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    for (YamlNode document : new YamlReader(file, diagnostics).read(text)) {
      if (document instanceof YamlNode.Mapping mapping) {
        document(mapping, names, tests);
      } else {
        diagnostics.error(
            Code.WRONG_TYPE, document.place(), "a file of tests is a map, not " + document.what());
      }
    }
    return tests;
  }

  private void document(
      YamlNode.Mapping mapping, Map<String, Integer> names, List<TestCase> tests) {
    MapReader map = new MapReader("a file of tests", mapping, diagnostics);
    Common common = common(map, Common.NONE);
    YamlNode list = map.required("tests");
    map.done();
    if (list == null) {
      return;
    }
    if (!(list instanceof YamlNode.Sequence sequence)) {
      map.wrongType("tests", list, "a list of tests");
      return;
    }
    for (YamlNode item : sequence.items()) {
      if (item instanceof YamlNode.Mapping test) {
        int before = diagnostics.errors();
        TestCase read = test(test, common, names);
        if (read != null && diagnostics.errors() == before) {
          tests.add(read);
        }
      } else {
        map.wrongType("tests", item, "a list of maps");
      }
    }
  }

  /** What may be said once for a file, or once for a test. */
  private record Common(
      @Nullable Word pattern,
      @Nullable String source,
      @Nullable Instant start,
      YamlNode.@Nullable Mapping fields) {
    static final Common NONE = new Common(null, null, null, null);
  }

  private Common common(MapReader map, Common outer) {
    Word pattern = map.word("pattern");
    Word source = map.word("source");
    Word start = map.word("start");
    YamlNode.Mapping fields = map.mapping("fields").orElse(outer.fields);
    return new Common(
        pattern == null ? outer.pattern : pattern,
        source == null ? outer.source : source.text(),
        start == null ? outer.start : instant(start),
        fields);
  }

  private @Nullable Instant instant(Word word) {
    try {
      return OffsetDateTime.parse(word.text()).toInstant();
    } catch (DateTimeException notATime) {
      diagnostics.error(
          Code.BAD_VALUE,
          word.place(),
          "`start` must be a time with its zone",
          "write it like 2026-01-05T09:00:00Z");
      return null;
    }
  }

  private @Nullable TestCase test(
      YamlNode.Mapping mapping, Common outer, Map<String, Integer> names) {
    MapReader map = new MapReader("a test", mapping, diagnostics);
    map.required("name");
    Word name = map.word("name");
    Common common = common(map, outer);
    YamlNode events = map.required("events");
    boolean quiet = map.flag("quiet");
    YamlNode findings = map.node("findings");
    map.done();
    if (quiet == (findings != null)) {
      diagnostics.error(
          Code.MISSING_KEY,
          quiet ? map.placeOf("quiet") : map.place(),
          quiet ? "a test has `findings` or is `quiet`, not both" : "a test says what it expects",
          "`findings:` with what is found, or `quiet: true` when nothing is");
    }
    if (name != null && names.putIfAbsent(name.text(), name.place().line()) != null) {
      diagnostics.error(
          Code.DUPLICATE_NAME,
          name.place(),
          "two tests are called `" + name.text() + "`",
          "first on line " + names.get(name.text()));
    }
    List<TestEvent> timeline = events(events, common, map);
    List<ExpectedFinding> expected =
        findings == null
            ? List.of()
            : new ExpectationReader(timeline, diagnostics).read(findings, map);
    Instant start = common.start == null ? START : common.start;
    return name == null
        ? null
        : new TestCase(
            map.place(), name.text(), common.pattern, start.toEpochMilli(), timeline, expected);
  }

  private List<TestEvent> events(@Nullable YamlNode node, Common common, MapReader map) {
    List<TestEvent> events = new ArrayList<>();
    if (node == null) {
      return events;
    }
    if (!(node instanceof YamlNode.Sequence list)) {
      map.wrongType("events", node, "a list of events");
      return events;
    }
    if (list.items().isEmpty()) {
      diagnostics.error(Code.BAD_VALUE, node.place(), "a test has at least one event");
      return events;
    }
    if (list.items().size() > MOST_EVENTS) {
      diagnostics.error(
          Code.YAML_LIMIT, node.place(), "a test has at most " + MOST_EVENTS + " events");
      return events;
    }
    Instant start = common.start == null ? START : common.start;
    TestEventReader reader =
        new TestEventReader(catalog, common.source, common.fields, start, diagnostics);
    for (YamlNode item : list.items()) {
      if (item instanceof YamlNode.Mapping event) {
        TestEvent read = reader.read(event);
        if (read != null) {
          events.add(read);
        }
      } else {
        map.wrongType("events", item, "a list of maps");
      }
    }
    return events;
  }
}
