package dev.redthread.normalize.enrich;

import dev.redthread.event.Value;
import dev.redthread.normalize.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Networks and what they are called. Of those that hold an address the smallest counts; it may have
 * several names.
 *
 * <p><i>Cost:</i> a look-up for each length that some network has.
 *
 * <p><i>Thread safety:</i> immutable once it is filled.
 */
final class NetworkTable {
  private static final List<String> HEADER = List.of("cidr", "label");

  private final NavigableMap<Integer, Map<Cidr, List<Named>>> byLength = new TreeMap<>();

  /** A name of a network and where it stands. */
  private record Named(String name, String file, int line) {}

  /** Adds what a file says; without a header all its networks are called like the file. */
  void add(String file, String text, List<Problem> problems) {
    List<Rows.Row> rows = Rows.of(file, text, problems);
    boolean labelled = !rows.isEmpty() && rows.get(0).cells().equals(HEADER);
    for (Rows.Row row : labelled ? rows.subList(1, rows.size()) : rows) {
      int cells = row.cells().size();
      if (cells != (labelled ? 2 : 1) || row.cells().get(cells - 1).isEmpty()) {
        problems.add(
            new Problem(
                file,
                row.line(),
                1,
                labelled
                    ? "a line must be a network, a comma, a label"
                    : "a line must be one network; with labels the first line must be cidr,label"));
        continue;
      }
      try {
        Cidr network = Cidr.parse(row.cells().get(0));
        add(network, new Named(labelled ? row.cells().get(1) : name(file), file, row.line()));
      } catch (IllegalArgumentException e) {
        problems.add(new Problem(file, row.line(), 1, String.valueOf(e.getMessage())));
      }
    }
  }

  private void add(Cidr network, Named named) {
    byLength
        .computeIfAbsent(network.length(), any -> new HashMap<>())
        .computeIfAbsent(network, any -> new ArrayList<>(1))
        .add(named);
  }

  private static String name(String file) {
    String name = String.valueOf(Path.of(file).getFileName());
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  /** The names of the smallest network that holds an address, or null. */
  @Nullable Value find(String address) {
    LinkedHashSet<Value> names = new LinkedHashSet<>();
    smallest(address).forEach(named -> names.add(Value.of(named.name)));
    return names.isEmpty()
        ? null
        : names.size() == 1 ? names.iterator().next() : new Value.Many(List.copyOf(names));
  }

  /** Where that is said. */
  String origin(String address) {
    return smallest(address).stream()
        .map(named -> named.file + ":" + named.line)
        .reduce((one, other) -> one + " and " + other)
        .orElse("");
  }

  private List<Named> smallest(String address) {
    Optional<Cidr> parsed = Cidr.ofAddress(address);
    if (parsed.isPresent()) {
      Cidr one = parsed.get();
      for (Map.Entry<Integer, Map<Cidr, List<Named>>> each :
          byLength.tailMap(one.least(), true).descendingMap().entrySet()) {
        List<Named> found = each.getValue().get(one.cut(each.getKey()));
        if (found != null) {
          return found;
        }
      }
    }
    return List.of();
  }
}
