package dev.redthread.engine.cep;

import dev.redthread.api.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;

/**
 * The automaton of one Java pattern in one task, with a buffer of its own: when a thread in the
 * code of the pattern is left behind, nothing else is touched by what it still does.
 *
 * <p><i>Thread safety:</i> none; one thread at a time.
 */
final class JavaAutomaton {
  static final AfterMatchSkipStrategy SKIP = AfterMatchSkipStrategy.noSkip();

  private static final int CACHE_SLOTS = 64;

  private final NFA<Event> nfa;
  private final HeapStore store = new HeapStore();
  private final SharedBuffer<Event> buffer;

  @SuppressWarnings("unchecked") // on the heap nothing is ever serialised
  JavaAutomaton(NFA<Event> nfa) {
    this.nfa = nfa;
    TypeSerializer<?> unused = new TimelineEventSerializer();
    buffer =
        new SharedBuffer<>(
            store.asFlinkStore(),
            (TypeSerializer<Event>) unused,
            new SharedBufferCacheConfig(CACHE_SLOTS, CACHE_SLOTS, Duration.ofDays(1)));
    buffer.releaseCacheStatisticsTimer();
  }

  NFA<Event> nfa() {
    return nfa;
  }

  HeapStore store() {
    return store;
  }

  SharedBuffer<Event> buffer() {
    return buffer;
  }

  NFAState start() {
    return nfa.createInitialNFAState();
  }

  List<Map<Object, Object>> newMaps() {
    return store.newMaps();
  }
}
