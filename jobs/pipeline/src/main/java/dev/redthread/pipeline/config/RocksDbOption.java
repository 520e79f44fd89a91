package dev.redthread.pipeline.config;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;

/**
 * What Flink can be told of RocksDB, by its own names.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
public final class RocksDbOption {
  private static final String PREFIX = "state.backend.rocksdb.";

  /** Ours: see {@link dev.redthread.pipeline.state.AtomicFlush}. */
  private static final String TAKEN = RocksDBOptions.OPTIONS_FACTORY.key();

  private static final Map<String, ConfigOption<?>> KNOWN = known();

  private RocksDbOption() {}

  private static Map<String, ConfigOption<?>> known() {
    Map<String, ConfigOption<?>> known = new TreeMap<>();
    Stream.of(RocksDBOptions.class, RocksDBConfigurableOptions.class)
        .flatMap(type -> Stream.of(type.getFields()))
        .filter(field -> field.getType() == ConfigOption.class)
        .map(RocksDbOption::option)
        .filter(option -> option.key().startsWith(PREFIX) && !option.key().equals(TAKEN))
        .forEach(option -> known.put(option.key().substring(PREFIX.length()), option));
    return known;
  }

  private static ConfigOption<?> option(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a public field of Flink cannot be read: " + field, e);
    }
  }

  /** The name by which Flink knows an option. */
  public static String key(String name) {
    return PREFIX + name;
  }

  /** What is wrong with a setting, if anything. */
  static Optional<String> problem(String name, String value) {
    ConfigOption<?> option = KNOWN.get(name);
    if (option == null) {
      return Optional.of(
          "is no option that Flink has for RocksDB; known are "
              + String.join(", ", KNOWN.keySet()));
    }
    Configuration read = new Configuration();
    read.setString(option.key(), value);
    try {
      read.getOptional(option);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of("is not what Flink expects there: " + e.getMessage());
    }
  }
}
