package dev.redthread.engine.cep;

import dev.redthread.engine.TimelineEvent;
import dev.redthread.engine.match.Kernel;
import dev.redthread.engine.match.SequencePlan;
import java.time.Duration;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;

/**
 * The kernels of one operator: they share one buffer, whose state is switched from key to key.
 *
 * <p><i>Thread safety:</i> none; neither have the kernels.
 */
public final class CepKernels {
  private static final int CACHE_SLOTS = 64;

  private final HeapStore store = new HeapStore();
  private final SharedBuffer<TimelineEvent> buffer;

  public CepKernels() {
    buffer =
        new SharedBuffer<>(
            store.asFlinkStore(),
            new TimelineEventSerializer(),
            new SharedBufferCacheConfig(CACHE_SLOTS, CACHE_SLOTS, Duration.ofDays(1)));
    // the buffer logs its statistics from a thread of its own, which nobody would stop
    buffer.releaseCacheStatisticsTimer();
  }

  /** Makes kernels for one sequence. */
  public PatternKernels of(SequencePlan plan) {
    return new PatternKernels(plan, CepPattern.compile(plan));
  }

  HeapStore store() {
    return store;
  }

  SharedBuffer<TimelineEvent> buffer() {
    return buffer;
  }

  /** Makes a kernel for each key of one sequence. */
  public final class PatternKernels {
    private final SequencePlan plan;
    private final NFA<TimelineEvent> nfa;

    private PatternKernels(SequencePlan plan, NFA<TimelineEvent> nfa) {
      this.plan = plan;
      this.nfa = nfa;
    }

    public Kernel forKey() {
      return new CepKernel(plan, nfa, CepKernels.this);
    }
  }
}
