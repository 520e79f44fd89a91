package dev.redthread.normalize;

import dev.redthread.event.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;

/**
 * Reads all fields of a record of which some were read before. Most events matter to nobody: what
 * only the evidence asks for is then not even taken out of the JSON.
 *
 * <p><i>Thread safety:</i> none.
 *
 * <p><i>Cost:</i> one more pass over the record, however many events are in it.
 */
final class WholeReader implements RecordReader.Sink {
  private final RecordReader records;
  private final FieldsReader fields;
  private final DerivedReader derived;
  private byte[] bytes = {};
  private int from;
  private Slots slots;

  WholeReader(SortedSet<String> names, SourceMapping mapping, Limits limits) {
    PathTrie trie = new PathTrie(mapping);
    fields = new FieldsReader(names, mapping, trie);
    derived = new DerivedReader(mapping.derived().keySet(), mapping, trie);
    slots = new Slots(trie);
    records = new RecordReader(trie, false, limits);
  }

  /**
   * The fields of one event.
   *
   * @param json bytes in which a record, which can be read, reaches from one place to another
   * @param entry the place of the event in the list that is split, 0 where there is none
   * @param tables what adds to them
   */
  Fields read(byte[] json, int begin, int end, int entry, Behind who, Tables tables) {
    if (json != bytes || begin != from) {
      try {
        records.read(json, begin, end, this);
      } catch (IOException e) {
        throw new UncheckedIOException("what was read once can be read again", e);
      }
      bytes = json;
      from = begin;
    }
    if (!slots.entries().isEmpty()) {
      slots.show(slots.entries().get(entry));
    }
    return derived.added(fields.read(slots, who), slots, who, tables);
  }

  /** Lets go of the record. */
  void close() {
    bytes = new byte[0];
  }

  @Override
  public void record(Slots found, int begin, int end) {
    slots = found;
  }

  @Override
  public void notAnObject(int begin, int end) {}
}
