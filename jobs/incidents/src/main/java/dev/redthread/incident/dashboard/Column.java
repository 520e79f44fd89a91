package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One column of a Lens layer: a bucket to divide by, or a metric.
 *
 * @param id unique within its panel
 * @param json the column as Lens keeps it
 */
record Column(String id, ObjectNode json) {

  private static final String RECORDS = "___records___";

  static Column count(String id, String label) {
    Column column = metric(id, label, "count", RECORDS);
    column.params().put("emptyAsNull", false);
    return column;
  }

  static Column distinct(String id, String label, String field) {
    Column column = metric(id, label, "unique_count", field);
    column.params().put("emptyAsNull", false);
    return column;
  }

  static Column max(String id, String label, String field) {
    return metric(id, label, "max", field);
  }

  static Column percentile(String id, String label, String field, int percentile) {
    Column column = metric(id, label, "percentile", field);
    column.params().put("percentile", percentile);
    ObjectNode format = column.params().putObject("format").put("id", "number");
    format.putObject("params").put("decimals", 0).put("suffix", " ms");
    return column;
  }

  /** The most frequent values, or those with the most of another column. */
  static Column terms(String id, String label, String field, int size, String orderBy) {
    ObjectNode json = base(label, "terms", "string", field, true, "ordinal");
    ObjectNode params = json.putObject("params").put("size", size);
    params.putObject("orderBy").put("type", "column").put("columnId", orderBy);
    params.put("orderDirection", "desc").put("otherBucket", false).put("missingBucket", false);
    params.putObject("parentFormat").put("id", "terms");
    params.putArray("include");
    params.putArray("exclude");
    params.put("includeIsRegex", false).put("excludeIsRegex", false);
    return new Column(id, json);
  }

  static Column time(String id) {
    ObjectNode json = base("Time", "date_histogram", "date", "@timestamp", true, "interval");
    json.putObject("params")
        .put("interval", "auto")
        .put("includeEmptyRows", true)
        .put("dropPartials", false);
    return new Column(id, json);
  }

  boolean isBucket() {
    return json.get("isBucketed").asBoolean();
  }

  private ObjectNode params() {
    return json.withObjectProperty("params");
  }

  private static Column metric(String id, String label, String operation, String field) {
    return new Column(id, base(label, operation, "number", field, false, "ratio"));
  }

  private static ObjectNode base(
      String label, String operation, String dataType, String field, boolean bucket, String scale) {
    return SavedObject.object()
        .put("label", label)
        .put("customLabel", true)
        .put("dataType", dataType)
        .put("operationType", operation)
        .put("isBucketed", bucket)
        .put("scale", scale)
        .put("sourceField", field);
  }
}
