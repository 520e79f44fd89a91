package dev.redthread.engine.cep;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * The map states of a shared buffer on the heap, switched from key to key.
 *
 * <p><i>Invariants:</i> switched only while the buffer's accessor is closed, since the buffer's own
 * caches know nothing of keys.
 */
final class HeapStore {
  private final List<SwappedMap<Object, Object>> states = new ArrayList<>();

  /** What Flink's shared buffer asks for its states. */
  KeyedStateStore asFlinkStore() {
    return stub(KeyedStateStore.class, this::newState);
  }

  /** A context that an NFA can be opened with; its conditions ask nothing of it. */
  static RuntimeContext noContext() {
    return stub(RuntimeContext.class, HeapStore::noState);
  }

  private static Object noState() {
    throw new UnsupportedOperationException("a condition with state");
  }

  private Object newState() {
    SwappedMap<Object, Object> state = new SwappedMap<>();
    states.add(state);
    return state;
  }

  /** An interface of many methods of which only the one for map states is ever called. */
  private static <T> T stub(Class<T> type, Supplier<Object> mapState) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getMapState")) {
                return mapState.get();
              }
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  /** Empty maps for a new key. */
  List<Map<Object, Object>> newMaps() {
    List<Map<Object, Object>> maps = new ArrayList<>(states.size());
    for (int i = 0; i < states.size(); i++) {
      maps.add(new HashMap<>(4));
    }
    return maps;
  }

  void switchTo(List<Map<Object, Object>> maps) {
    for (int i = 0; i < maps.size(); i++) {
      states.get(i).swap(maps.get(i));
    }
  }
}
