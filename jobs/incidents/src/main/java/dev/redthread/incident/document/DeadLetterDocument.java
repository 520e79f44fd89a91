package dev.redthread.incident.document;

import dev.redthread.event.DeadLetter;
import dev.redthread.incident.StableId;
import java.util.Base64;
import java.util.Locale;

/** A dead letter as JSON. */
public final class DeadLetterDocument {

  private DeadLetterDocument() {}

  /** The id of its document: the same when the same record ends here again after a restart. */
  public static String id(DeadLetter letter) {
    return StableId.of(
        letter.source(),
        letter.origin().toString(),
        letter.reason().name(),
        Base64.getEncoder().encodeToString(letter.original()));
  }

  public static byte[] json(DeadLetter letter) {
    JsonTree json =
        new JsonTree()
            .setTime("@timestamp", letter.receivedTime())
            .set("ecs.version", DocumentIndex.ECS_VERSION)
            .set("event.kind", "pipeline_error")
            .set("event.dataset", letter.source())
            .set("error.code", letter.reason().name().toLowerCase(Locale.ROOT))
            .set("error.message", letter.detail())
            .set("redthread.origin", letter.origin().toString());
    boolean cut = letter.original().length >= DeadLetter.MOST_BYTES;
    json.set("redthread.original_cut", cut);
    Original.write(letter.original(), cut, json);
    return json.bytes();
  }
}
