package dev.redthread.normalize;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.redthread.event.Activity;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.DeadLetter.Reason;
import dev.redthread.event.Event;
import dev.redthread.event.EvidenceFields;
import dev.redthread.event.Fields;
import dev.redthread.event.RawRecord;
import dev.redthread.normalize.SourceMapping.CsvReading;
import dev.redthread.normalize.SourceMapping.IdReading;
import dev.redthread.normalize.link.SaidLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

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
 * EvidenceFields}; of an event that nobody wants only what was asked for is brought into form.
 */
public final class Normalizer {
  private static final int MOST_DETAIL = 300;

  private final SourceMapping mapping;
  private final PathTrie trie;
  private final Limits limits;
  private final FieldsReader fields;
  private final Optional<WholeReader> whole;
  private final TimeReader time;
  private final IdReader id;
  private final ActivityReader activity;
  private final ActorReader actors;
  private final PersonReader person;
  private final LinkReader links;
  private final IdentityAliases aliases;
  private final RecordReader records;
  private final DerivedReader derived;
  private final Supplier<Tables> tables;

  /** Sees of what an event was made, before it is handed over. */
  interface Witness {
    Witness NONE = (event, slots, index, rule) -> {};

    void made(Event event, Slots slots, String index, Optional<ActivityReader.Rule> rule);
  }

  private Normalizer(
      SourceMapping mapping,
      SortedSet<String> names,
      Set<String> derivedNames,
      Optional<WholeReader> whole,
      IdentityAliases aliases,
      Supplier<Tables> tables,
      Limits limits) {
    this.mapping = mapping;
    this.whole = whole;
    this.tables = tables;
    this.limits = limits;
    trie = new PathTrie(mapping);
    fields = new FieldsReader(names, mapping, trie);
    derived = new DerivedReader(derivedNames, mapping, trie);
    time = TimeReader.of(mapping, trie);
    id = IdReader.of(mapping, trie);
    activity = ActivityReader.of(mapping, trie);
    actors = ActorReader.of(mapping, trie);
    this.aliases = aliases;
    person = PersonReader.of(mapping, aliases, trie);
    links = LinkReader.of(mapping, trie);
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
    return compile(mapping, demanded, aliases, () -> Tables.NONE, limits);
  }

  /**
   * A normaliser for a source, with all that tables add to its events.
   *
   * @param tables those in force, asked for once for each record
   */
  public static Normalizer compile(
      SourceMapping mapping,
      Set<String> demanded,
      IdentityAliases aliases,
      Supplier<Tables> tables,
      Limits limits) {
    return new Normalizer(
        mapping,
        ReadNames.of(mapping, demanded),
        mapping.derived().keySet(),
        Optional.empty(),
        aliases,
        tables,
        limits);
  }

  /**
   * A normaliser for a source of which most events matter to nobody: it reads of each event the
   * names that are demanded and the device, and only of those that somebody wants the rest. Tables
   * are not looked at before somebody asks for what they add.
   *
   * @param tables those in force, asked for once for each record
   */
  public static Normalizer ofWanted(
      SourceMapping mapping,
      Set<String> demanded,
      IdentityAliases aliases,
      Supplier<Tables> tables) {
    if (mapping.everyLeaf()) {
      return compile(mapping, demanded, aliases, tables, Limits.DEFAULT);
    }
    SortedSet<String> all = ReadNames.of(mapping, demanded);
    SortedSet<String> first = new TreeSet<>(all);
    first.removeIf(name -> !demanded.contains(name) && !name.equals(PersonReader.DEVICE));
    return new Normalizer(
        mapping,
        first,
        demanded,
        Optional.of(new WholeReader(all, mapping, Limits.DEFAULT)),
        aliases,
        tables,
        Limits.DEFAULT);
  }

  /** Reads a record: at least one call of one of the two. */
  public void normalize(RawRecord raw, Consumer<Event> events, Consumer<DeadLetter> deadLetters) {
    normalize(raw, event -> true, events, deadLetters);
  }

  /**
   * Reads a record of which not every event may matter.
   *
   * @param wanted is asked of each event once, which may then have no more fields than were
   *     demanded, and the device
   * @param events gets what is wanted, whole
   */
  public void normalize(
      RawRecord raw,
      Predicate<Event> wanted,
      Consumer<Event> events,
      Consumer<DeadLetter> deadLetters) {
    normalize(raw, Taker.of(wanted, events), deadLetters);
  }

  /** Reads a record of which not every event may matter. */
  public void normalize(RawRecord raw, Taker taker, Consumer<DeadLetter> deadLetters) {
    normalize(new Delivery(raw, taker, deadLetters, Witness.NONE));
  }

  /** Reads a record while somebody looks on. */
  void normalize(
      RawRecord raw, Witness witness, Consumer<Event> events, Consumer<DeadLetter> deadLetters) {
    normalize(new Delivery(raw, Taker.of(event -> true, events), deadLetters, witness));
  }

  private void normalize(Delivery delivery) {
    RawRecord raw = delivery.raw;
    Optional<Refusal> refusal = Refusal.before(raw.bytes(), limits);
    if (refusal.isPresent()) {
      delivery.refuse(refusal.get().reason(), refusal.get().detail(), raw.bytes());
      return;
    }
    try {
      if (CsvRows.isCsv(raw.bytes(), mapping)) {
        CsvReading csv = Objects.requireNonNull(mapping.csv());
        if (!CsvRows.read(raw.bytes(), csv, limits.mostRowBytes(), delivery)) {
          delivery.refuse(Reason.BAD_CSV, "no row below the header", raw.bytes());
        }
      } else {
        records.read(raw.bytes(), delivery);
      }
    } catch (JsonProcessingException notJson) {
      Refusal found = Refusal.of(notJson, limits);
      delivery.refuse(found.reason(), found.detail(), raw.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    } finally {
      whole.ifPresent(WholeReader::close);
    }
  }

  /** What becomes of one raw record. */
  private final class Delivery implements RecordReader.Sink, CsvRows.Sink {
    private final RawRecord raw;
    private final Taker taker;
    private final Consumer<DeadLetter> deadLetters;
    private final Witness witness;
    private final Tables inForce = tables.get();

    /** What is read: the raw bytes, or a row of them as JSON. */
    private byte[] bytes;

    private int records;

    Delivery(RawRecord raw, Taker taker, Consumer<DeadLetter> deadLetters, Witness witness) {
      this.raw = raw;
      bytes = raw.bytes();
      this.taker = taker;
      this.deadLetters = deadLetters;
      this.witness = witness;
    }

    @Override
    public void record(Slots slots, int from, int to) {
      if (to - from > limits.mostBytes()) {
        refuse(
            Reason.TOO_LARGE,
            (to - from) + " bytes, the limit of a record is " + limits.mostBytes(),
            slice(from, to));
        records++;
        return;
      }
      if (slots.entries().isEmpty()) {
        event(slots, 0, "0", from, to);
      }
      for (int entry = 0; entry < slots.entries().size(); entry++) {
        slots.show(slots.entries().get(entry));
        event(slots, entry, slots.entries().get(entry).index(), from, to);
      }
      records++;
    }

    @Override
    public void notAnObject(int from, int to) {
      refuse(Reason.NOT_AN_OBJECT, "a record is a JSON object", slice(from, to));
      records++;
    }

    @Override
    public void row(byte[] json) throws IOException {
      bytes = json;
      Normalizer.this.records.read(json, this);
    }

    @Override
    public void refused(Reason reason, String detail, int from, int to) {
      refuse(reason, detail, Arrays.copyOfRange(raw.bytes(), from, to));
      records++;
    }

    void refuse(Reason reason, String detail, byte[] original) {
      String shown = detail.length() > MOST_DETAIL ? detail.substring(0, MOST_DETAIL) : detail;
      deadLetters.accept(
          new DeadLetter(
              raw.source(),
              raw.origin(),
              raw.receivedTime(),
              reason,
              Texts.whole(shown),
              original));
    }

    private byte[] slice(int from, int to) {
      return from == 0 && to == bytes.length
          ? bytes
          : Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
    }

    private void event(Slots slots, int entry, String index, int from, int to) {
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
      Acting acting = actors.read(slots);
      List<String> names =
          person.names(slots, rule.map(ActivityReader.Rule::person).orElse(List.of()), acting);
      Behind who = new Behind(person.person(names, slots), acting, aliases);
      Event event =
          new Event(
              raw.source(),
              Texts.whole(found.get()),
              clamped ? raw.receivedTime() : read.getAsLong(),
              raw.receivedTime(),
              given.or(() -> rule.map(fitting -> fitting.spec().activity())).orElse(null),
              fields(slots, who),
              raw.origin(),
              clamped);
      witness.made(event, slots, index, rule);
      for (SaidLink said : links.said(slots)) {
        taker.says(event, said);
      }
      PersonNames called = links.names(names, slots);
      if (taker.wants(event, called)) {
        taker.take(
            whole
                .map(reader -> event.with(reader.read(bytes, from, to, entry, who, inForce)))
                .orElse(event),
            called);
      }
    }

    /** What rules may ask for; what tables add is there when it is asked for, or at once. */
    private Fields fields(Slots slots, Behind who) {
      Fields read = Normalizer.this.fields.read(slots, who);
      return whole.isPresent()
          ? derived.lazily(read, slots, who, inForce)
          : derived.added(read, slots, who, inForce);
    }

    private Optional<String> id(Slots slots, String index, long eventTime, int from, int to) {
      return switch (mapping.dedup()) {
        case ID ->
            id.read(slots, index)
                .or(
                    () ->
                        mapping.id().contains(IdReading.CONTENT)
                            ? Optional.of(ContentId.of(bytes, from, to, eventTime, index))
                            : Optional.empty());
        case CONTENT -> Optional.of(ContentId.of(bytes, from, to, eventTime, index));
        case NONE ->
            Optional.of(
                raw.origin()
                    + (records == 0 ? "" : "#" + records)
                    + (index.equals("0") ? "" : "." + index));
      };
    }
  }

  PathTrie trie() {
    return trie;
  }

  TimeReader time() {
    return time;
  }

  IdReader id() {
    return id;
  }

  ActivityReader activity() {
    return activity;
  }

  DerivedReader derived() {
    return derived;
  }

  ActorReader actors() {
    return actors;
  }

  PersonReader person() {
    return person;
  }

  LinkReader links() {
    return links;
  }

  private String timePaths() {
    return String.join(
        ", ", mapping.time().stream().map(place -> place.path()).distinct().toList());
  }
}
