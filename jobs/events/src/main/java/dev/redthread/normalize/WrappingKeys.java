package dev.redthread.normalize;

import dev.redthread.normalize.JsonSlices.Slice;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of an object that say what it is; none of them need be there. */
final class WrappingKeys {
  private final Set<String> wanted;
  final Map<String, Slice> wrapping = new HashMap<>();
  int count;

  WrappingKeys(Set<String> wanted) {
    this.wanted = wanted;
  }

  @Nullable Slice source;
  @Nullable Slice received;
  @Nullable Slice event;
  @Nullable Slice stream;
  @Nullable Slice message;
  @Nullable Slice dataset;
  @Nullable Slice original;
  boolean agent;

  void put(String key, Slice value) {
    count++;
    if (wanted.contains(key)) {
      wrapping.put(key, value);
    }
    switch (key) {
      case "source" -> source = value;
      case "received" -> received = value;
      case "message" -> message = value;
      case "event" -> event = value;
      case "event.original" -> original = value;
      case "event.dataset" -> dataset = dataset == null ? value : dataset;
      case "data_stream.dataset" -> dataset = value;
      case "data_stream" -> {
        agent = true;
        stream = value;
      }
      case "agent", "@metadata" -> agent = true;
      default -> {}
    }
  }

  boolean holdsText(String key) {
    Slice held = wrapping.get(key);
    return held != null && held.isText();
  }

  /** Reads what stands one level down; not done for a recorded log, whose event is long. */
  void lookInside() {
    boolean unused = event != null && JsonSlices.walk(event, this::putOfEvent);
    unused = stream != null && JsonSlices.walk(stream, this::putOfStream);
  }

  private void putOfEvent(String key, Slice value) {
    if (key.equals("original")) {
      original = value;
    } else if (key.equals("dataset") && dataset == null) {
      dataset = value;
    }
  }

  private void putOfStream(String key, Slice value) {
    if (key.equals("dataset")) {
      dataset = value;
    }
  }
}
