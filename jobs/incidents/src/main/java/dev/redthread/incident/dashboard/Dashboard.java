package dev.redthread.incident.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redthread.incident.document.DocumentIndex;
import java.util.List;

/**
 * A dashboard in the making.
 *
 * <p>Each data view that a panel reads is referred to twice: inside the panel by its plain name and
 * in the dashboard by a name with the panel's id before it. Kibana drops a layer without both.
 */
final class Dashboard {

  private final SavedObject saved;
  private final ArrayNode panels = SavedObject.MAPPER.createArrayNode();
  private final ObjectNode controls = SavedObject.object();

  Dashboard(String id, String title, String description) {
    saved = new SavedObject("dashboard", id, "10.2.0");
    saved.attributes().put("title", title).put("description", description);
  }

  /** Adds a Lens panel; {@code query} narrows what it reads. */
  void lens(
      String id,
      String title,
      Place place,
      DocumentIndex index,
      String query,
      List<Column> columns,
      Visual visual) {
    String inner = "indexpattern-datasource-layer-" + Visual.LAYER;
    ObjectNode panel = panel(id, title, "lens", place);
    ObjectNode lens = panel.withObjectProperty("embeddableConfig").putObject("attributes");
    lens.put("title", title).put("description", "").put("type", "lens");
    lens.put("visualizationType", visual.type());
    lens.putArray("references")
        .add(SavedObject.reference(inner, "index-pattern", DataView.id(index)));
    ObjectNode state = lens.putObject("state");
    layer(state, columns);
    state.set("visualization", visual.state());
    state.set("query", SavedObject.kql(query));
    state.putArray("filters");
    state.putArray("internalReferences");
    state.putObject("adHocDataViews");
    saved.refer(id + ":" + inner, "index-pattern", DataView.id(index));
  }

  /** Adds a saved search that is an object of its own. */
  void search(String id, String title, Place place, String searchId) {
    panel(id, title, "search", place).put("panelRefName", "panel_" + id);
    saved.refer(id + ":panel_" + id, "search", searchId);
  }

  /** Adds a list of a field's values to choose from. */
  void control(String id, String title, DocumentIndex index, String field) {
    ObjectNode control = controls.putObject(id);
    control.put("order", controls.size() - 1).put("width", "medium").put("grow", true);
    control.put("type", "optionsListControl");
    ObjectNode input = control.putObject("explicitInput");
    input.put("id", id).put("fieldName", field).put("title", title);
    input.put("searchTechnique", "prefix").putArray("selectedOptions");
    input.putObject("sort").put("by", "_count").put("direction", "desc");
    saved.refer("controlGroup_" + id + ":optionsListDataView", "index-pattern", DataView.id(index));
  }

  SavedObject saved() {
    ObjectNode attributes = saved.attributes();
    attributes.put("panelsJSON", SavedObject.text(panels));
    attributes.put(
        "optionsJSON",
        SavedObject.text(
            SavedObject.object()
                .put("useMargins", true)
                .put("syncColors", true)
                .put("syncCursor", true)
                .put("syncTooltips", false)
                .put("hidePanelTitles", false)));
    ObjectNode source = SavedObject.object();
    source.set("query", SavedObject.kql(""));
    source.putArray("filter");
    attributes.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", SavedObject.text(source));
    attributes.put("timeRestore", true).put("timeFrom", "now-7d").put("timeTo", "now");
    attributes.putObject("refreshInterval").put("pause", false).put("value", 30_000);
    ObjectNode group = attributes.putObject("controlGroupInput");
    group.put("controlStyle", "oneLine").put("chainingSystem", "HIERARCHICAL");
    group.put("showApplySelections", false);
    group.put(
        "ignoreParentSettingsJSON",
        SavedObject.text(
            SavedObject.object()
                .put("ignoreFilters", false)
                .put("ignoreQuery", false)
                .put("ignoreTimerange", false)
                .put("ignoreValidations", false)));
    group.put("panelsJSON", SavedObject.text(controls));
    return saved;
  }

  private ObjectNode panel(String id, String title, String type, Place place) {
    ObjectNode panel = panels.addObject().put("type", type).put("panelIndex", id);
    place.write(panel, id);
    panel.put("title", title).putObject("embeddableConfig");
    return panel;
  }

  private static void layer(ObjectNode state, List<Column> columns) {
    ObjectNode sources = state.putObject("datasourceStates");
    ObjectNode layer = sources.putObject("formBased").putObject("layers").putObject(Visual.LAYER);
    sources.putObject("textBased").putObject("layers");
    ObjectNode byId = layer.putObject("columns");
    columns.forEach(column -> byId.set(column.id(), column.json()));
    // Buckets come before metrics, whatever order the panel lists them in.
    ArrayNode order = layer.putArray("columnOrder");
    columns.stream().filter(Column::isBucket).forEach(column -> order.add(column.id()));
    columns.stream().filter(column -> !column.isBucket()).forEach(column -> order.add(column.id()));
    layer.putObject("incompleteColumns");
    layer.put("sampling", 1).put("ignoreGlobalFilters", false);
  }
}
