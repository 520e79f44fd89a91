package dev.redthread.normalize.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import dev.redthread.event.Value;
import dev.redthread.event.ValueType;
import dev.redthread.normalize.Address;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A MaxMind file (.mmdb), in memory: where addresses are, and whose. It is read whole, so that the
 * file may be replaced in any way.
 *
 * <p><i>Errors:</i> none when it is asked; an entry that cannot be read is as if it were not there.
 *
 * <p><i>Thread safety:</i> may be asked by several threads.
 */
final class PlaceFile {
  private static final int VERSION_OF_6 = 6;

  /** The files that this process has in memory: each once for all tasks. */
  private static final Map<Path, Stamped> SHARED = new HashMap<>();

  private record Stamped(String stamp, PlaceFile file) {}

  private final Path path;
  private final Reader reader;

  /** What is taken from an entry. */
  enum Column {
    COUNTRY("source.geo.country_iso_code", ValueType.TEXT, "country", "iso_code"),
    CITY("source.geo.city_name", ValueType.TEXT, "city", "names", "en"),
    AS_NUMBER("source.as.number", ValueType.NUMBER, "autonomous_system_number"),
    AS_ORGANIZATION(
        "source.as.organization.name", ValueType.TEXT, "autonomous_system_organization");

    private final String field;
    private final ValueType type;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final String[] path;

    Column(String field, ValueType type, String... path) {
      this.field = field;
      this.type = type;
      this.path = path;
    }

    String field() {
      return field;
    }

    ValueType type() {
      return type;
    }

    private @Nullable Value of(Map<?, ?> entry) {
      @Nullable Object at = entry;
      for (String key : path) {
        at = at instanceof Map<?, ?> map ? map.get(key) : null;
      }
      if (type == ValueType.NUMBER) {
        return at instanceof Number number ? Value.of(number.longValue()) : null;
      }
      return at instanceof String text && !text.isEmpty() ? Value.of(text) : null;
    }
  }

  /** Says that a file is no MaxMind file. */
  static final class NotOne extends IOException {
    private static final long serialVersionUID = 1;

    NotOne(Exception why) {
      super("this is no whole MaxMind file (.mmdb), fetch it again: " + why.getMessage(), why);
    }
  }

  private PlaceFile(Path path, Reader reader) {
    this.path = path;
    this.reader = reader;
  }

  /**
   * A file that was read before in this process, unless its stamp is another.
   *
   * @throws NotOne when it is of another kind
   * @throws IOException when it cannot be read
   */
  static PlaceFile shared(Path path, String stamp) throws IOException {
    synchronized (SHARED) {
      Stamped known = SHARED.get(path);
      if (known == null || !known.stamp.equals(stamp)) {
        known = new Stamped(stamp, open(path));
        SHARED.put(path, known);
      }
      return known.file;
    }
  }

  /**
   * Reads a file.
   *
   * @throws NotOne when it is of another kind
   * @throws IOException when it cannot be read
   */
  static PlaceFile open(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    try {
      return new PlaceFile(path, new Reader(new ByteArrayInputStream(bytes), new CHMCache()));
    } catch (IOException | RuntimeException damaged) {
      throw new NotOne(damaged);
    }
  }

  /** What it says of an address, or null. */
  @Nullable Value find(Column column, String address) {
    try {
      Optional<String> canonical = Address.parse(address);
      if (canonical.isEmpty()) {
        return null;
      }
      InetAddress parsed = InetAddress.getByName(canonical.get());
      if (reader.getMetadata().getIpVersion() < VERSION_OF_6 && !(parsed instanceof Inet4Address)) {
        return null;
      }
      Map<?, ?> entry = reader.get(parsed, Map.class);
      return entry == null ? null : column.of(entry);
    } catch (IOException | RuntimeException damaged) {
      return null;
    }
  }

  String origin() {
    return path + " (" + reader.getMetadata().getDatabaseType() + ")";
  }
}
