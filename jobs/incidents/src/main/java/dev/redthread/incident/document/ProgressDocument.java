package dev.redthread.incident.document;

import dev.redthread.engine.Finding.GroupValue;
import dev.redthread.engine.Progress;
import dev.redthread.incident.Entity;
import dev.redthread.incident.StableId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far a group has come, as JSON.
 *
 * <p>What is over stays as a document with its reason and is not deleted: Elasticsearch forgets the
 * version of what was deleted, so that a write from before a crash could bring it back.
 */
public final class ProgressDocument {

  private ProgressDocument() {}

  /** Whether anything is still waited for. */
  public enum Status {
    OPEN,
    COMPLETED,
    EXPIRED,
    WITHDRAWN
  }

  /** The id of the one document of a pattern and group. */
  public static String id(Progress progress) {
    List<String> parts = new ArrayList<>(List.of(progress.pattern().id()));
    progress.group().stream().map(GroupValue::value).forEach(parts::add);
    return StableId.of(parts.toArray(String[]::new));
  }

  /**
   * @param version that of the document, the time at which it is written
   */
  public static byte[] json(Progress progress, Status status, long version) {
    Entity entity = Entity.of(progress);
    JsonTree json =
        new JsonTree()
            .set("id", id(progress))
            .set("status", status.name().toLowerCase(Locale.ROOT))
            .set("pattern.id", progress.pattern().id())
            .set("pattern.title", progress.pattern().title())
            .set("pattern.level", progress.pattern().level().id())
            .setEmptyObject("group");
    for (GroupValue part : progress.group()) {
      json.setPlain("group", part.field(), part.value());
    }
    return json.set("step", progress.step())
        .set("steps", progress.steps())
        .set("stage", progress.step() + " of " + progress.steps())
        .setTime("first", progress.first())
        .setTime("last", progress.last())
        .setTime("expires", progress.expires())
        .setObjects("chain", progress.chain(), ProgressDocument::link)
        .setTime("@timestamp", progress.last())
        .set("ecs.version", DocumentIndex.ECS_VERSION)
        .set("event.kind", "state")
        .set("shadow", progress.pattern().shadow())
        .set("entity.kind", entity.kind())
        .set("entity.value", entity.value())
        .setAll(
            "groupValues",
            progress.group().stream().map(part -> part.field() + "=" + part.value()).toList())
        .setTime(DocumentStatus.WRITTEN, version)
        .bytes();
  }

  private static void link(Progress.Link link, JsonTree json) {
    json.set("step", link.step())
        .set("event", link.event().id())
        .setTime("time", link.event().eventTime())
        .set("source", link.event().source());
  }
}
