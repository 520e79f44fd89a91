package dev.redthread.engine.generated;

import dev.redthread.engine.Candidate;
import dev.redthread.engine.reference.PatternText;
import dev.redthread.pattern.compiled.CompiledPattern;
import dev.redthread.pattern.compiled.PatternSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A pattern and what arrives for it, in order.
 *
 * @param seed what {@link Cases} makes it of
 */
public record GeneratedCase(long seed, PatternSet patterns, List<Arrival> arrivals) {
  public GeneratedCase {
    arrivals = List.copyOf(arrivals);
  }

  public CompiledPattern pattern() {
    return patterns.patterns().get(0);
  }

  /** The same without one of the arrivals. */
  public GeneratedCase without(int arrival) {
    List<Arrival> fewer = new ArrayList<>(arrivals);
    fewer.remove(arrival);
    return new GeneratedCase(seed, patterns, fewer);
  }

  /** The same with other arrivals. */
  public GeneratedCase with(List<Arrival> others) {
    return new GeneratedCase(seed, patterns, others);
  }

  /** The same with another form of its pattern. */
  public GeneratedCase with(CompiledPattern other) {
    return new GeneratedCase(seed, new PatternSet(patterns.rules(), List.of(other)), arrivals);
  }

  /** The case as text: the pattern, then one line for each arrival. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("seed      ").append(seed).append('\n');
    text.append(PatternText.write(AsReference.pattern(this, List.of())));
    for (Arrival arrival : arrivals) {
      text.append("\narrival   ").append(write(arrival));
    }
    return text.toString();
  }

  private String write(Arrival arrival) {
    Candidate candidate = arrival.candidate();
    StringBuilder rules = new StringBuilder();
    for (int place = 0; place < pattern().rules().size(); place++) {
      if ((candidate.roles() >> place & 1) == 1) {
        rules.append(patterns.rules().get(pattern().rules().get(place)).name());
      }
    }
    return (candidate.retracted() ? "without " : "")
        + rules
        + " "
        + candidate.event().source()
        + "/"
        + candidate.event().id()
        + "@"
        + candidate.event().eventTime()
        + " content "
        + AsReference.event(candidate).content().substring(0, 4)
        + " group "
        + candidate.group()
        + " clock "
        + arrival.clock();
  }
}
