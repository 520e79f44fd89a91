package dev.redthread.incident.dashboard;

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
        .put("fieldFormatMap", "{}")
        .put("runtimeFieldMap", "{}")
        .put("fieldAttrs", "{}")
        .put("sourceFilters", "[]")
        .put("typeMeta", "{}")
        .put("allowNoIndex", true);
    return view;
  }
}
