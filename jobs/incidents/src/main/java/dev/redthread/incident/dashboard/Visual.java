package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a Lens panel draws its columns.
 *
 * @param type Kibana's name of the visualisation
 * @param state its state, which names columns by id
 */
record Visual(String type, ObjectNode state) {

  /** The one layer of each of our panels. */
  static final String LAYER = "layer";

  static Visual metric(Column metric, String color) {
    ObjectNode state = layer(SavedObject.object());
    state.put("metricAccessor", metric.id()).put("color", color);
    return new Visual("lnsMetric", state);
  }

  static Visual table(List<Column> columns, String sortBy) {
    ObjectNode state = layer(SavedObject.object());
    ArrayNode shown = state.putArray("columns");
    columns.forEach(column -> shown.addObject().put("columnId", column.id()));
    state.putObject("sorting").put("columnId", sortBy).put("direction", "desc");
    state.putObject("paging").put("size", 10).put("enabled", true);
    return new Visual("lnsDatatable", state);
  }

  /** Series over time or over values, one for each metric or for each value of {@code split}. */
  static Visual chart(String series, Column over, List<Column> metrics, @Nullable Column split) {
    ObjectNode state = SavedObject.object().put("preferredSeriesType", series);
    boolean legend = split != null || metrics.size() > 1;
    state.putObject("legend").put("isVisible", legend).put("position", "right");
    state.put("valueLabels", "hide").put("fittingFunction", "None");
    axes(state, "axisTitlesVisibilitySettings", false);
    axes(state, "tickLabelsVisibilitySettings", true);
    axes(state, "gridlinesVisibilitySettings", true);
    ObjectNode layer = layer(state.putArray("layers").addObject()).put("seriesType", series);
    ArrayNode accessors = layer.putArray("accessors");
    metrics.forEach(metric -> accessors.add(metric.id()));
    layer.put("xAccessor", over.id());
    if (split != null) {
      layer.put("splitAccessor", split.id());
    }
    return new Visual("lnsXY", state);
  }

  private static ObjectNode layer(ObjectNode state) {
    return state.put("layerId", LAYER).put("layerType", "data");
  }

  private static void axes(ObjectNode state, String setting, boolean shown) {
    state.putObject(setting).put("x", shown).put("yLeft", shown).put("yRight", shown);
  }
}
