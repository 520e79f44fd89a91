package dev.redthread.normalize.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redthread.event.Value;
import dev.redthread.normalize.Problem;
import dev.redthread.normalize.enrich.RandomNetworks.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random networks: the names of the smallest one that holds an address, found bit by bit. */
final class NetworkTableGeneratedTest {
  private static final long FIRST_SEED = Long.getLong("redthread.seed", 1);
  private static final int CASES = Integer.getInteger("redthread.cases", 300);

  private record Line(Bits network, String label) {}

  @Test
  void findsTheSmallestNetwork() {
    int hits = 0;
    int contested = 0;
    for (int i = 0; i < CASES; i++) {
      SplittableRandom random = new SplittableRandom(FIRST_SEED + i);
      RandomNetworks networks = new RandomNetworks(random);
      List<Line> lines = new ArrayList<>();
      StringBuilder csv = new StringBuilder("cidr,label\n");
      for (int line = random.nextInt(1, 40); line > 0; line--) {
        Line drawn = new Line(networks.network(1), "n" + random.nextInt(6));
        lines.add(drawn);
        csv.append(drawn.network.text()).append(',').append(drawn.label).append('\n');
      }
      NetworkTable table = new NetworkTable();
      List<Problem> problems = new ArrayList<>();
      table.add("n.csv", csv.toString(), problems);
      assertThat(problems).isEmpty();
      for (int ask = 0; ask < 30; ask++) {
        Bits address = networks.address();
        List<Line> holding = lines.stream().filter(l -> l.network.holds(address)).toList();
        int longest = holding.stream().mapToInt(l -> l.network.length()).max().orElse(-1);
        TreeSet<String> expected = new TreeSet<>();
        holding.stream()
            .filter(line -> line.network.length() == longest)
            .forEach(line -> expected.add(line.label));
        Value found = table.find(address.text());
        TreeSet<String> names = new TreeSet<>();
        if (found != null) {
          found.each().forEach(name -> names.add(name.text()));
        }
        assertThat(names)
            .as("seed %d: %s in %s", FIRST_SEED + i, address.text(), csv)
            .isEqualTo(expected);
        hits += expected.isEmpty() ? 0 : 1;
        contested += holding.size() > expected.size() ? 1 : 0;
      }
    }
    assertThat(hits).isGreaterThan(CASES);
    assertThat(contested).isGreaterThan(CASES / 2);
  }
}
