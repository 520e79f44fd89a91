package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.EvidenceFields;
import dev.redthread.event.Fields;
import dev.redthread.event.RawRecord;
import dev.redthread.event.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the records of one source into events, by a mapping and the names that patterns ask for.
 *
 * <p><i>Invariants:</i> every record ends as at least one event or dead letter; an event of a type
 * that the mapping does not know is an event without activity.
 *
 * <p><i>Errors:</i> none for data, whatever it is; it becomes a {@link DeadLetter}.
 *
 * <p><i>Thread safety:</i> none; one for each thread.
 *
 * <p><i>Cost:</i> one pass over the bytes. Of a record only what was asked for is kept, and {@link
 * EvidenceFields}.
 */
public final class Normalizer {
  private static final Set<String> NOT_READ =
      Set.of("activity", "event.id", "event.dataset", Event.PERSON);
  private static final int MOST_DETAIL = 300;

  private final SourceMapping mapping;
  private final Limits limits;
  private final List<String> names = new ArrayList<>();
  private final List<FieldReader> readers = new ArrayList<>();
  private final TimeReader time;
  private final IdReader id;
  private final ActivityReader activity;
  private final PersonReader person;
  private final RecordReader records;

  private Normalizer(
      SourceMapping mapping, Set<String> demanded, IdentityAliases aliases, Limits limits) {
    this.mapping = mapping;
    this.limits = limits;
    PathTrie trie = new PathTrie(mapping);
    for (String name : read(mapping, demanded)) {
      names.add(name);
      readers.add(FieldReader.named(name, mapping, trie));
    }
    time = TimeReader.of(mapping, trie);
    id = IdReader.of(mapping, trie);
    activity = ActivityReader.of(mapping, trie);
    person = PersonReader.of(mapping, aliases, trie);
    records = new RecordReader(trie, mapping.everyLeaf(), limits);
  }

  /**
   * A normaliser for a source.
   *
   * @param demanded the names that rules and group keys read: ECS names, aliases of this source, or
   *     raw paths in its records
   */
  public static Normalizer compile(
      SourceMapping mapping, Set<String> demanded, IdentityAliases aliases) {
    return compile(mapping, demanded, aliases, Limits.DEFAULT);
  }

  public static Normalizer compile(
      SourceMapping mapping, Set<String> demanded, IdentityAliases aliases, Limits limits) {
    return new Normalizer(mapping, demanded, aliases, limits);
  }

  private static Set<String> read(SourceMapping mapping, Set<String> demanded) {
    Set<String> read = new TreeSet<>(mapping.fields().keySet());
    if (!mapping.everyLeaf()) {
      read.retainAll(EvidenceFields.NAMES);
    }
    read.addAll(demanded);
    read.removeAll(NOT_READ);
    return read;
  }

  /** Reads a record: at least one call of one of the two. */
  public void normalize(RawRecord raw, Consumer<Event> events, Consumer<DeadLetter> deadLetters) {
    Delivery delivery = new Delivery(raw, events, deadLetters);
    Optional<Refusal> refusal = Refusal.before(raw.bytes(), limits);
    if (refusal.isPresent()) {
      delivery.refuse(refusal.get().reason(), refusal.get().detail(), raw.bytes());
      return;
    }
    try {
      records.read(raw.bytes(), delivery);
    } catch (JsonProcessingException notJson) {
      Refusal found = Refusal.of(notJson, limits);
      delivery.refuse(found.reason(), found.detail(), raw.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  /** What becomes of one raw record. */
  private final class Delivery implements RecordReader.Sink {
    private final RawRecord raw;
    private final Consumer<Event> events;
    private final Consumer<DeadLetter> deadLetters;
    private int records;

    Delivery(RawRecord raw, Consumer<Event> events, Consumer<DeadLetter> deadLetters) {
      this.raw = raw;
      this.events = events;
      this.deadLetters = deadLetters;
    }

    @Override
    public void record(Slots slots, int from, int to) {
      if (slots.entries().isEmpty()) {
        event(slots, "0", from, to);
      }
      for (Slots.Entry entry : slots.entries()) {
        slots.show(entry);
        event(slots, entry.index(), from, to);
      }
      records++;
    }

    @Override
    public void notAnObject(int from, int to) {
      refuse(Reason.NOT_AN_OBJECT, "a record is a JSON object", slice(from, to));
      records++;
    }

    void refuse(Reason reason, String detail, byte[] bytes) {
      String shown = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
      deadLetters.accept(
          new DeadLetter(
              raw.source(), raw.origin(), raw.receivedTime(), reason, Texts.whole(shown), bytes));
    }

    private byte[] slice(int from, int to) {
      return from == 0 && to == raw.bytes().length
          ? raw.bytes()
          : Arrays.copyOfRange(raw.bytes(), from, Math.min(to, raw.bytes().length));
    }

    private void event(Slots slots, String index, int from, int to) {
      OptionalLong read = time.read(slots, raw.origin());
      if (read.isEmpty()) {
        boolean present = time.present(slots);
        refuse(
            present ? Reason.BAD_TIME : Reason.NO_TIME,
            (present ? "unreadable time at " : "no time at ") + timePaths(),
            slice(from, to));
        return;
      }
      Optional<String> found = id(slots, index, read.getAsLong(), from, to);
      if (found.isEmpty()) {
        boolean object = id.holdsObject(slots);
        refuse(
            object ? Reason.BAD_FIELD : Reason.NO_ID,
            (object ? "an object in place of the id at " : "no id at ") + mapping.id(),
            slice(from, to));
        return;
      }
      boolean clamped = read.getAsLong() - limits.mostAhead().toMillis() > raw.receivedTime();
      Optional<Activity> given = activity.given(slots);
      Optional<ActivityReader.Rule> rule =
          given.isPresent() ? Optional.empty() : activity.rule(slots);
      events.accept(
          new Event(
              raw.source(),
              Texts.whole(found.get()),
              clamped ? raw.receivedTime() : read.getAsLong(),
              raw.receivedTime(),
              given.or(() -> rule.map(fitting -> fitting.spec().activity())).orElse(null),
              fields(
                  slots,
                  person.read(slots, rule.map(ActivityReader.Rule::person).orElse(List.of()))),
              raw.origin(),
              clamped));
    }

    private Optional<String> id(Slots slots, String index, long eventTime, int from, int to) {
      return switch (mapping.dedup()) {
        case ID -> id.read(slots, index);
        case CONTENT -> Optional.of(contentId(raw.bytes(), from, to, eventTime, index));
        case NONE ->
            Optional.of(
                raw.origin()
                    + (records == 0 ? "" : "#" + records)
                    + (index.equals("0") ? "" : "." + index));
      };
    }
  }

  private String timePaths() {
    return String.join(
        ", ", mapping.time().stream().map(place -> place.path()).distinct().toList());
  }

  private static String contentId(byte[] bytes, int from, int to, long eventTime, String index) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      hash.update(bytes, from, Math.min(to, bytes.length) - from);
      hash.update(ByteBuffer.allocate(Long.BYTES).putLong(eventTime).array());
      String hex = HexFormat.of().formatHex(hash.digest(), 0, 16);
      return index.equals("0") ? hex : hex + "#" + index;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Fields fields(Slots slots, Optional<String> who) {
    @Nullable Value named = who.map(name -> Value.of(Texts.whole(name))).orElse(null);
    if (mapping.everyLeaf()) {
      return leaves(slots, named);
    }
    List<String> present = new ArrayList<>(names.size() + 1);
    List<Value> values = new ArrayList<>(names.size() + 1);
    for (int i = 0; i < names.size(); i++) {
      if (named != null && names.get(i).compareTo(Event.PERSON) > 0) {
        present.add(Event.PERSON);
        values.add(named);
        named = null;
      }
      Value value = readers.get(i).read(slots);
      if (value != null) {
        present.add(names.get(i));
        values.add(value);
      }
    }
    if (named != null) {
      present.add(Event.PERSON);
      values.add(named);
    }
    return Fields.sorted(present, values);
  }

  private Fields leaves(Slots slots, @Nullable Value person) {
    Map<String, Value> fields = new TreeMap<>();
    slots.leaves().forEach((path, values) -> fields.put(path, several(values)));
    for (int i = 0; i < names.size(); i++) {
      Value value = readers.get(i).read(slots);
      if (value != null) {
        fields.put(names.get(i), value);
      }
    }
    if (person != null) {
      fields.put(Event.PERSON, person);
    }
    return Fields.of(fields);
  }

  private static Value several(List<Value> values) {
    return values.size() == 1 ? values.get(0) : new Value.Many(values);
  }
}
