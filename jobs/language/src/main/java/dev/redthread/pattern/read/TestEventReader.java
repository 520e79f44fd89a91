package dev.redthread.pattern.read;

import dev.redthread.event.Activity;
import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.SourceCatalog;
import dev.redthread.event.SourceInfo;
import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.NearestName;
import dev.redthread.pattern.model.Word;
import dev.redthread.pattern.testing.Offset;
import dev.redthread.pattern.testing.TestEvent;
import dev.redthread.pattern.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the events of one test. */
final class TestEventReader {
  private final SourceCatalog catalog;
  private final @Nullable String commonSource;
  private final YamlNode.@Nullable Mapping commonFields;
  private final Instant start;
  private final Diagnostics diagnostics;
  private final Map<String, Integer> ids = new HashMap<>();

  TestEventReader(
      SourceCatalog catalog,
      @Nullable String commonSource,
      YamlNode.@Nullable Mapping commonFields,
      Instant start,
      Diagnostics diagnostics) {
    this.catalog = catalog;
    this.commonSource = commonSource;
    this.commonFields = commonFields;
    this.start = start;
    this.diagnostics = diagnostics;
  }

  @Nullable TestEvent read(YamlNode.Mapping mapping) {
    MapReader map = new MapReader("an event", mapping, diagnostics);
    map.required("id");
    Word id = map.word("id");
    map.required("at");
    OptionalLong at = offset("at", map);
    OptionalLong received = offset("received", map);
    List<Long> again = offsets("again", map);
    SourceInfo source = source(map);
    Word activity = map.word("activity");
    YamlNode.Mapping fields = map.mapping("fields").orElse(null);
    YamlNode.Mapping raw = map.mapping("event").orElse(null);
    map.done();
    if (id != null && ids.putIfAbsent(id.text(), id.place().line()) != null) {
      diagnostics.error(
          Code.DUPLICATE_NAME,
          id.place(),
          "two events are called `" + id.text() + "`",
          "first on line " + ids.get(id.text()));
    }
    if (id == null || at.isEmpty() || source == null) {
      return null;
    }
    long first = received.orElse(at.getAsLong());
    inTime("received", List.of(first), at.getAsLong(), source, map);
    inTime("again", again, at.getAsLong(), source, map);
    TestEvent.Content content =
        raw == null
            ? normalized(activity, fields, source, map)
            : raw(raw, activity != null || fields != null, start.plusMillis(at.getAsLong()), map);
    return new TestEvent(
        map.place(), id.text(), at.getAsLong(), first, again, source.name(), content);
  }

  private OptionalLong offset(String key, MapReader map) {
    Word word = map.word(key);
    return word == null ? OptionalLong.empty() : offset(word, key);
  }

  private OptionalLong offset(Word word, String key) {
    OptionalLong offset = Offset.parse(word.text());
    if (offset.isEmpty()) {
      diagnostics.error(
          Code.BAD_DURATION,
          word.place(),
          "`" + key + "` must be an offset from the start of the test",
          "write it like 0, 90m, 1d2h30m or 1s500ms");
    }
    return offset;
  }

  private List<Long> offsets(String key, MapReader map) {
    List<Word> words = map.words(key);
    List<Long> offsets = new ArrayList<>();
    for (Word word : words == null ? List.<Word>of() : words) {
      offset(word, key).ifPresent(offsets::add);
    }
    return offsets;
  }

  private @Nullable SourceInfo source(MapReader map) {
    Word word = map.word("source");
    String name = word == null ? commonSource : word.text();
    if (name == null) {
      diagnostics.error(
          Code.MISSING_KEY,
          map.place(),
          "an event needs a `source`",
          "here, or once for the test or the file; its delay decides what may come late");
      return null;
    }
    SourceInfo found = catalog.byName(name).orElse(null);
    if (found == null) {
      diagnostics.error(
          Code.BAD_VALUE,
          word == null ? map.place() : word.place(),
          "no source is called `" + name + "`",
          NearestName.hint(name, catalog.sources().stream().map(SourceInfo::name).toList()));
    }
    return found;
  }

  /** What comes later than its source may be is no test of what must always hold. */
  private void inTime(String key, List<Long> arrivals, long at, SourceInfo source, MapReader map) {
    for (long arrival : arrivals) {
      if (arrival < at) {
        diagnostics.error(
            Code.CONTRADICTORY_TIMES, map.placeOf(key), "received before it happened");
      } else if (arrival - at > source.maxDelay().toMillis()) {
        diagnostics.error(
            Code.CONTRADICTORY_TIMES,
            map.placeOf(key),
            "received "
                + Offset.text(arrival - at)
                + " after it happened; "
                + source.name()
                + " is at most "
                + Offset.text(source.maxDelay().toMillis())
                + " late",
            "what comes later need not be found, so it is no test");
      }
    }
  }

  private TestEvent.Content normalized(
      @Nullable Word activity,
      YamlNode.@Nullable Mapping fields,
      SourceInfo source,
      MapReader map) {
    Activity known = activity == null ? null : Activity.byId(activity.text()).orElse(null);
    if (activity != null && known == null) {
      diagnostics.error(
          Code.UNKNOWN_ACTIVITY,
          activity.place(),
          "no activity is called `" + activity.text() + "`",
          NearestName.hint(
              activity.text(), Arrays.stream(Activity.values()).map(Activity::id).toList()));
    }
    Map<String, Value> values = new HashMap<>();
    if (commonFields != null) {
      fields("", commonFields, source, values);
    }
    if (fields != null) {
      fields("", fields, source, values);
    }
    if (activity == null && fields == null) {
      diagnostics.error(
          Code.MISSING_KEY,
          map.place(),
          "an event says what happened",
          "`activity` and `fields`, or `event` with the vendor's record");
    }
    return new TestEvent.Normalized(known, Fields.of(values));
  }

  private void fields(
      String prefix, YamlNode.Mapping mapping, SourceInfo source, Map<String, Value> values) {
    for (YamlNode.Entry entry : mapping.entries()) {
      String name = prefix + entry.key().text();
      if (entry.value() instanceof YamlNode.Mapping inner) {
        fields(name + ".", inner, source, values);
        continue;
      }
      boolean known = name.equals(Event.PERSON) || source.fields().contains(name);
      if (!known && !source.everyLogsource()) {
        diagnostics.warn(
            Code.UNMAPPED_FIELD,
            entry.key().place(),
            source.name() + " sets no field `" + name + "`",
            NearestName.hint(name, source.fields()));
      }
      values.put(name, value(name, entry.value(), source));
    }
  }

  private Value value(String name, YamlNode node, SourceInfo source) {
    if (node instanceof YamlNode.Sequence list) {
      List<Value> each = new ArrayList<>();
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Scalar scalar) {
          each.add(single(name, scalar, source));
        } else {
          diagnostics.error(Code.WRONG_TYPE, item.place(), "a value is single, not " + item.what());
        }
      }
      return new Value.Many(each);
    }
    return single(name, (YamlNode.Scalar) node, source);
  }

  private Value single(String name, YamlNode.Scalar scalar, SourceInfo source) {
    Value value = plain(scalar);
    ValueType type = source.types().get(name);
    if (type == ValueType.TEXT && !(value instanceof Value.Nil)) {
      value = Value.of(scalar.text());
    } else if (type != null && !(value instanceof Value.Nil) && !isOf(type, value)) {
      diagnostics.error(
          Code.WRONG_TYPE,
          scalar.place(),
          "`" + name + "` of " + source.name() + " is never " + scalar.what(),
          "it is a " + type.name().toLowerCase(Locale.ROOT));
    }
    return name.equals(Event.PERSON) && value instanceof Value.Text text
        ? Value.of(text.value().strip().toLowerCase(Locale.ROOT))
        : value;
  }

  private static boolean isOf(ValueType type, Value value) {
    return switch (type) {
      case TEXT -> value instanceof Value.Text;
      case NUMBER -> value instanceof Value.Whole || value instanceof Value.Decimal;
      case FLAG -> value instanceof Value.Flag;
    };
  }

  private static Value plain(YamlNode.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> Value.of(scalar.text());
      case NUMBER -> Value.of(new BigDecimal(scalar.text()));
      case FLAG -> Value.of(scalar.text().equalsIgnoreCase("true"));
      case NULL -> new Value.Nil();
    };
  }

  private TestEvent.Content raw(
      YamlNode.Mapping record, boolean alsoNormalized, Instant time, MapReader map) {
    if (alsoNormalized) {
      diagnostics.error(
          Code.WRONG_TYPE,
          map.placeOf("event"),
          "an event is the vendor's record or `activity` and `fields`, not both");
    }
    return new TestEvent.Raw(RawJson.of(record, time));
  }
}
