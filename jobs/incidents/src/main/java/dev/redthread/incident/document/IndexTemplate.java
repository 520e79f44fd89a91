package dev.redthread.incident.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The index template of an index.
 *
 * <p>A field that is not listed is kept and not indexed ({@code dynamic: false}): what a newer
 * version adds never makes an older index refuse a document.
 */
public final class IndexTemplate {

  /** Beyond so many characters a keyword is kept and not indexed; Lucene would refuse 32,766. */
  private static final int LONGEST_KEYWORD = 1024;

  private static final int PRIORITY = 200;

  private IndexTemplate() {}

  /**
   * The body of {@code PUT _index_template/} and the index's name, for people to read.
   *
   * @param prefix what the index's name begins with
   */
  public static String json(DocumentIndex index, String prefix) {
    ObjectNode root = JsonTree.MAPPER.createObjectNode();
    root.putArray("index_patterns").add(index.index(prefix));
    root.put("priority", PRIORITY);
    ObjectNode template = root.putObject("template");
    ObjectNode settings = template.putObject("settings").putObject("index");
    settings.put("number_of_shards", 1);
    settings.put("auto_expand_replicas", "0-1");
    ObjectNode mappings = template.putObject("mappings");
    mappings.put("dynamic", false);
    for (DocumentField field : index.fields()) {
      write(field, mappings);
    }
    root.putObject("_meta").put("description", index.meaning());
    try {
      return JsonTree.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  private static void write(DocumentField field, ObjectNode mappings) {
    ObjectNode at = mappings;
    for (String part : field.path().split("\\.")) {
      at = at.withObjectProperty("properties").withObjectProperty(part);
    }
    at.put("type", field.type().mapping());
    switch (field.type()) {
      case KEYWORD -> at.put("ignore_above", LONGEST_KEYWORD);
      case IP -> at.put("ignore_malformed", true);
      case KEPT -> at.put("index", false).put("doc_values", false);
      case KEPT_OBJECT -> at.put("enabled", false);
      case TEXT, DATE, LONG, FLOAT, BOOLEAN -> {
        // Nothing to add: the type says it all.
      }
    }
  }
}
