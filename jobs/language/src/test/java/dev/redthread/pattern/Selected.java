package dev.redthread.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Origin;
import dev.redthread.event.Value;
import dev.redthread.pattern.compiled.CompiledRule;
import dev.redthread.pattern.compiled.Evaluate;
import dev.redthread.pattern.diagnostic.Diagnostic;
import java.util.Map;
import java.util.TreeMap;

/** A rule of one selection, and whether it matches events made on the spot. */
record Selected(CompiledRule rule) {

  static Selected of(String... lines) {
    String text =
        "title: t\nid: t\nlogsource: {product: any}\ndetection:\n  condition: sel\n  sel:\n    "
            + String.join("\n    ", lines)
            + "\n";
    Loaded loaded = PatternFiles.loadTexts(Map.of("rule.yml", text), TestSources.ANYTHING);
    assertThat(loaded.diagnostics().stream().filter(Diagnostic::isError))
        .as("%s", loaded.text())
        .isEmpty();
    return new Selected(loaded.set().rules().get(0));
  }

  /**
   * @param namesAndValues of the event's fields, in turns
   */
  boolean matches(Object... namesAndValues) {
    Map<String, Value> fields = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return Evaluate.test(rule.condition(), event(fields));
  }

  static Event event(Map<String, Value> fields) {
    return new Event(
        "test",
        "id-1",
        0,
        0,
        Activity.LOGIN_SUCCEEDED,
        Fields.of(fields),
        new Origin("test", 0, 1),
        false);
  }

  private static Value value(Object value) {
    if (value instanceof Value given) {
      return given;
    }
    return value instanceof Number number ? Value.of(number.longValue()) : Value.of((String) value);
  }
}
