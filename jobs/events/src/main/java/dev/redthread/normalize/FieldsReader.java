package dev.redthread.normalize;

import dev.redthread.event.Event;
import dev.redthread.event.Fields;
import dev.redthread.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some of the fields of an event out of the slots, and its person.
 *
 * <p><i>Thread safety:</i> none.
 */
final class FieldsReader {
  private final String[] names;
  private final FieldReader[] readers;
  private final boolean everyLeaf;

  FieldsReader(SortedSet<String> names, SourceMapping mapping, PathTrie trie) {
    this.names = names.toArray(new String[0]);
    readers =
        names.stream()
            .map(name -> FieldReader.named(name, mapping, trie))
            .toArray(FieldReader[]::new);
    everyLeaf = mapping.everyLeaf();
  }

  Fields read(Slots slots, Optional<String> who) {
    @Nullable Value person = who.map(name -> Value.of(Texts.whole(name))).orElse(null);
    return everyLeaf ? leaves(slots, person) : sorted(slots, person);
  }

  private Fields sorted(Slots slots, @Nullable Value person) {
    List<String> present = new ArrayList<>(names.length + 1);
    List<Value> values = new ArrayList<>(names.length + 1);
    boolean named = person == null;
    for (int i = 0; i < names.length; i++) {
      if (!named && person != null && names[i].compareTo(Event.PERSON) > 0) {
        present.add(Event.PERSON);
        values.add(person);
        named = true;
      }
      Value value = readers[i].read(slots);
      if (value != null) {
        present.add(names[i]);
        values.add(value);
      }
    }
    if (!named && person != null) {
      present.add(Event.PERSON);
      values.add(person);
    }
    return Fields.sorted(present, values);
  }

  private Fields leaves(Slots slots, @Nullable Value person) {
    Map<String, Value> fields = new TreeMap<>();
    slots
        .leaves()
        .forEach(
            (path, values) ->
                fields.put(path, values.size() == 1 ? values.get(0) : new Value.Many(values)));
    for (int i = 0; i < names.length; i++) {
      Value value = readers[i].read(slots);
      if (value != null) {
        fields.put(names[i], value);
      }
    }
    if (person != null) {
      fields.put(Event.PERSON, person);
    }
    return Fields.of(fields);
  }
}
