package dev.redthread.normalize;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Some of the fields of an event out of the slots, and its person.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FieldsReader {
  private final String[] names;
  private final @Nullable FieldReader[] readers;
  private final boolean everyLeaf;

  FieldsReader(SortedSet<String> names, SourceMapping mapping, PathTrie trie) {
    SortedSet<String> all = new TreeSet<>(names);
    all.add(Event.PERSON);
    this.names = all.toArray(new String[0]);
    readers = new FieldReader[this.names.length];
    for (int i = 0; i < readers.length; i++) {
      if (!isBehind(this.names[i], mapping)) {
        readers[i] = FieldReader.named(this.names[i], mapping, trie);
      }
    }
    everyLeaf = mapping.everyLeaf();
  }

  /** Whether a field comes from whoever is behind the event, and from no record. */
  private static boolean isBehind(String name, SourceMapping mapping) {
    return name.equals(Event.PERSON) || (Behind.says(name) && mapping.namesActors());
  }

  Fields read(Slots slots, Behind behind) {
    return everyLeaf ? leaves(slots, behind) : sorted(slots, behind);
  }

  private Fields sorted(Slots slots, Behind behind) {
    List<String> present = new ArrayList<>(names.length);
    List<Value> values = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      Value value = value(i, slots, behind);
      if (value != null) {
        present.add(names[i]);
        values.add(value);
      }
    }
    return Fields.sorted(present, values);
  }

  private Fields leaves(Slots slots, Behind behind) {
    Map<String, Value> fields = new TreeMap<>();
    slots
        .leaves()
        .forEach(
            (path, values) ->
                fields.put(path, values.size() == 1 ? values.get(0) : new Value.Many(values)));
    for (int i = 0; i < names.length; i++) {
      Value value = value(i, slots, behind);
      if (value != null) {
        fields.put(names[i], value);
      } else if (readers[i] == null && !names[i].equals(Event.PERSON)) {
        // Who acts is not for a record to say by a field of that name.
        fields.remove(names[i]);
      }
    }
    return Fields.of(fields);
  }

  private @Nullable Value value(int place, Slots slots, Behind behind) {
    FieldReader reader = readers[place];
    return reader == null ? behind.value(names[place]) : reader.read(slots);
  }
}
