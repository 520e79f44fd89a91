package dev.redthread.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that a program must do to get some fields out of records: Jackson's parser along a tree
 * of the paths, each value as a text. Nothing of Redthread is in it.
 *
 * <p><i>Thread safety:</i> none.
 */
final class TrieExtraction {
  /** Id, time, and what patterns and findings mostly show. */
  private static final List<String> PATHS =
      List.of(
          "uuid",
          "published",
          "eventType",
          "outcome.result",
          "outcome.reason",
          "actor.id",
          "actor.alternateId",
          "client.ipAddress",
          "client.userAgent.rawUserAgent",
          "client.geographicalContext.city",
          "client.geographicalContext.country",
          "securityContext.asNumber",
          "securityContext.asOrg",
          "authenticationContext.externalSessionId",
          "device.id",
          "debugContext.debugData.dtHash",
          "debugContext.debugData.behaviors",
          "debugContext.debugData.risk");

  private final JsonFactory json = new JsonFactory();
  private final Node root = new Node();
  private final @Nullable String[] texts = new String[PATHS.size()];

  private static final class Node {
    private final Map<String, Node> children = new HashMap<>();
    private int slot = -1;
  }

  TrieExtraction() {
    for (int slot = 0; slot < PATHS.size(); slot++) {
      Node at = root;
      for (String key : PATHS.get(slot).split("\\.", -1)) {
        at = at.children.computeIfAbsent(key, unknown -> new Node());
      }
      at.slot = slot;
    }
  }

  /** Reads one record and says how many of the paths it has. */
  int read(byte[] record) throws IOException {
    Arrays.fill(texts, null);
    try (JsonParser parser = json.createParser(record)) {
      parser.nextToken();
      read(parser, root);
    }
    int found = 0;
    for (String text : texts) {
      found += text == null ? 0 : 1;
    }
    return found;
  }

  private void read(JsonParser parser, Node node) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Node child = node.children.get(parser.currentName());
      JsonToken token = parser.nextToken();
      if (child == null || token == JsonToken.START_ARRAY) {
        parser.skipChildren();
      } else if (token == JsonToken.START_OBJECT) {
        read(parser, child);
      } else if (child.slot >= 0) {
        texts[child.slot] = parser.getText();
      }
    }
  }
}
