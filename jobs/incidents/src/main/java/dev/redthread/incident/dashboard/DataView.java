package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.incident.document.DocumentField;
import dev.redthread.incident.document.DocumentIndex;

/** What Kibana calls one of our indices. The id is fixed, so that an import replaces it. */
final class DataView {

  private DataView() {}

  static String id(DocumentIndex index) {
    return index.index();
  }

  static SavedObject of(DocumentIndex index, String name) {
    SavedObject view = new SavedObject("index-pattern", id(index), "8.0.0");
    view.attributes()
        .put("title", index.index())
        .put("name", name)
        .put("timeFieldName", "@timestamp")
        .put("fields", "[]")
        .put("fieldFormatMap", SavedObject.text(formats(index)))
        .put("runtimeFieldMap", "{}")
        .put("fieldAttrs", "{}")
        .put("sourceFilters", "[]")
        .put("typeMeta", "{}")
        .put("allowNoIndex", true);
    return view;
  }

  private static ObjectNode formats(DocumentIndex index) {
    ObjectNode formats = SavedObject.object();
    for (DocumentField field : index.fields()) {
      if (field.path().equals("rule.reference") || field.path().equals("runbook")) {
        formats.putObject(field.path()).put("id", "url").putObject("params");
      }
    }
    return formats;
  }
}
