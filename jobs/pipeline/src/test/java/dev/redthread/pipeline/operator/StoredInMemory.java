package dev.redthread.pipeline.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A store that takes a document only under a higher version, as Elasticsearch does with external
 * ones. Serialisable, so it is its name that knows the content.
 */
final class StoredInMemory implements DocumentSearch, AutoCloseable {
  private static final long serialVersionUID = 1;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Map<String, Document>> STORES = new ConcurrentHashMap<>();

  private final String name = UUID.randomUUID().toString();

  /** How many searches will fail. */
  private int failures;

  StoredInMemory() {
    STORES.put(name, new ConcurrentSkipListMap<>());
  }

  StoredInMemory failing(int times) {
    failures = times;
    return this;
  }

  Map<String, Document> documents() {
    return Objects.requireNonNull(STORES.get(name));
  }

  void write(Document document) {
    documents()
        .merge(
            ConfirmDocuments.key(document),
            document,
            (stored, next) -> next.version() > stored.version() ? next : stored);
  }

  static JsonNode json(Document document) {
    try {
      return JSON.readTree(document.json());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void find(long after, long until, Pages pages) throws IOException, InterruptedException {
    List<Document> found = new ArrayList<>();
    for (Document document : documents().values()) {
      long written = Instant.parse(json(document).at("/redthread/written").asText()).toEpochMilli();
      if (written > after && written <= until) {
        found.add(document);
      }
    }
    for (Document document : found) {
      pages.take(List.of(document));
    }
    if (failures > 0) {
      failures--;
      throw new IOException("the store is away");
    }
  }

  @Override
  public void close() {
    STORES.remove(name);
  }
}
