package dev.redthread.normalize;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a shipper wraps a vendor's record: one entry of {@code config/transports.yml}, which says it
 * for all sources. All keys are top-level ones.
 *
 * @param name for people
 * @param has the keys by which the wrapping is known, all of which are there
 * @param alone whether there is no other key
 * @param text whether it is this transport only where one of the keys of the record holds a text
 * @param record the keys that may hold the record, in order: an object, a list, or a text of either
 * @param sourceKey the key that tells the source, or null where the topic or file must
 * @param sources which values of that key mean which source, with {@code *} at the end or without;
 *     a value that is the name of a source needs no entry
 */
public record Transport(
    String name,
    List<String> has,
    boolean alone,
    boolean text,
    List<String> record,
    @Nullable String sourceKey,
    Map<String, String> sources)
    implements Serializable {

  public Transport {
    has = List.copyOf(has);
    record = List.copyOf(record);
    sources = Map.copyOf(sources);
  }

  /** All keys that it looks at. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>(has);
    keys.addAll(record);
    if (sourceKey != null) {
      keys.add(sourceKey);
    }
    return keys;
  }

  /** The source that a value of {@link #sourceKey} means, where it is listed. */
  Optional<String> source(String value) {
    return Optional.ofNullable(sources.get(value))
        .or(
            () ->
                sources.entrySet().stream()
                    .filter(
                        entry ->
                            entry.getKey().endsWith("*")
                                && value.startsWith(
                                    entry.getKey().substring(0, entry.getKey().length() - 1)))
                    .map(Map.Entry::getValue)
                    .sorted()
                    .findFirst());
  }
}
