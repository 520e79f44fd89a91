package dev.redthread.cli;

import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.IndexTemplate;
import dev.redthread.pipeline.sink.IndexTemplates;
import java.util.HashMap;
import java.util.Map;

/** The index templates for the indices of a prefix. */
final class Templates {

  private Templates() {}

  static IndexTemplates of(String prefix) {
    Map<String, String> byName = new HashMap<>();
    for (DocumentIndex index : DocumentIndex.values()) {
      byName.put(index.index(prefix), IndexTemplate.json(index, prefix));
    }
    return new IndexTemplates(byName);
  }
}
