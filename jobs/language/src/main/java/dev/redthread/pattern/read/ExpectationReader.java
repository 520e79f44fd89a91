package dev.redthread.pattern.read;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.diagnostic.Place;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.testing.ExpectedFinding;
import dev.redthread.pattern.testing.ExpectedFinding.Link;
import dev.redthread.pattern.testing.Offset;
import dev.redthread.pattern.testing.TestEvent;
import dev.redthread.pattern.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what a test expects to be found. */
final class ExpectationReader {
  private final List<TestEvent> events;
  private final Diagnostics diagnostics;

  ExpectationReader(List<TestEvent> events, Diagnostics diagnostics) {
    this.events = events;
    this.diagnostics = diagnostics;
  }

  List<ExpectedFinding> read(YamlNode node, MapReader test) {
    List<ExpectedFinding> findings = new ArrayList<>();
    if (!(node instanceof YamlNode.Sequence list) || list.items().isEmpty()) {
      diagnostics.error(
          Code.WRONG_TYPE,
          node.place(),
          "`findings` must be a list of findings, not " + node.what(),
          "a test that expects none is `quiet: true`");
      return findings;
    }
    for (YamlNode item : list.items()) {
      if (item instanceof YamlNode.Mapping finding) {
        findings.add(finding(finding));
      } else {
        test.wrongType("findings", item, "a list of maps");
      }
    }
    return findings;
  }

  private ExpectedFinding finding(YamlNode.Mapping mapping) {
    MapReader map = new MapReader("a finding", mapping, diagnostics);
    map.required("chain");
    List<Link> chain = new ArrayList<>();
    map.mapping("chain").ifPresent(steps -> chain(steps, chain));
    List<Word> evidence = map.words("evidence");
    Map<String, String> group = new HashMap<>();
    map.mapping("group").ifPresent(fields -> group(fields, group));
    Word raised = map.word("raised");
    Word settles = map.word("settles");
    Word withdrawn = map.word("withdrawn");
    map.done();
    return new ExpectedFinding(
        map.place(),
        chain,
        evidence == null
            ? List.of()
            : evidence.stream().map(word -> event(word.place(), word.text())).toList(),
        group,
        raised == null ? null : moment(raised),
        settles == null ? null : offset("settles", settles),
        withdrawn == null ? null : event(withdrawn.place(), withdrawn.text()));
  }

  private void chain(YamlNode.Mapping steps, List<Link> chain) {
    for (YamlNode.Entry entry : steps.entries()) {
      List<YamlNode> items =
          entry.value() instanceof YamlNode.Sequence list ? list.items() : List.of(entry.value());
      for (YamlNode item : items) {
        if (item instanceof YamlNode.Scalar scalar) {
          chain.add(new Link(entry.key().text(), event(scalar.place(), scalar.text())));
        } else {
          diagnostics.error(
              Code.WRONG_TYPE,
              item.place(),
              "a step names events by their `id`, not " + item.what());
        }
      }
    }
  }

  private void group(YamlNode.Mapping fields, Map<String, String> group) {
    for (YamlNode.Entry entry : fields.entries()) {
      if (entry.value() instanceof YamlNode.Scalar scalar) {
        group.put(entry.key().text(), scalar.text());
      } else {
        diagnostics.error(
            Code.WRONG_TYPE,
            entry.value().place(),
            "a field of a group has one value, not " + entry.value().what());
      }
    }
  }

  private ExpectedFinding.Moment moment(Word word) {
    OptionalLong offset = Offset.parse(word.text());
    boolean named = events.stream().anyMatch(event -> event.id().equals(word.text()));
    return offset.isPresent() && !named
        ? new ExpectedFinding.Clock(offset.getAsLong())
        : new ExpectedFinding.Arrival(event(word.place(), word.text()));
  }

  private @Nullable Long offset(String key, Word word) {
    OptionalLong offset = Offset.parse(word.text());
    if (offset.isEmpty()) {
      diagnostics.error(
          Code.BAD_DURATION,
          word.place(),
          "`" + key + "` must be an offset from the start of the test",
          "write it like 0, 90m, 1d2h30m or 1s500ms");
      return null;
    }
    return offset.getAsLong();
  }

  private String event(Place place, String id) {
    if (events.stream().noneMatch(event -> event.id().equals(id))) {
      diagnostics.error(
          Code.BAD_VALUE,
          place,
          "no event of this test is called `" + id + "`",
          NearestName.hint(id, events.stream().map(TestEvent::id).toList()));
    }
    return id;
  }
}
