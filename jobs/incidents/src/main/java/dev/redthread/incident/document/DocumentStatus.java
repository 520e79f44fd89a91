package dev.redthread.incident.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What a stored document of an incident, a finding or a half-finished chain says about whether it
 * holds.
 *
 * <p><i>Errors:</i> an {@link IOException} where the bytes are no JSON object. A field that is
 * missing says nothing: such a document neither holds nor is new.
 */
public final class DocumentStatus {
  /** The indices whose documents hold or hold no more. */
  public static final List<DocumentIndex> INDICES =
      List.of(DocumentIndex.INCIDENTS, DocumentIndex.FINDINGS, DocumentIndex.PROGRESS);

  /** The field that says when a revision was written. */
  public static final String WRITTEN = "redthread.written";

  private static final String UNCONFIRMED = "redthread.unconfirmed";

  private final DocumentIndex index;
  private final ObjectNode json;

  private DocumentStatus(DocumentIndex index, ObjectNode json) {
    this.index = index;
    this.json = json;
  }

  /** Reads a document of one of {@link #INDICES}. */
  public static DocumentStatus read(DocumentIndex index, byte[] json) throws IOException {
    if (!(JsonTree.MAPPER.readTree(json) instanceof ObjectNode object)) {
      throw new IOException("the document is no JSON object");
    }
    return new DocumentStatus(index, object);
  }

  /** Whether it holds: an incident, a finding that stands, a chain that may go on. */
  public boolean isOpen() {
    return part().path("status").asText("").equals("open");
  }

  /**
   * Whether the job can have spoken of it for the first time only after a moment.
   *
   * @param covered the moment, by the job's clock; an incident or finding says when it was first
   *     raised
   * @param watched since when all that was written is known. The document of a half-finished chain
   *     stands for all chains of its group, so it is new when its chain began after this.
   */
  public boolean isNewSince(long covered, long watched) {
    return switch (index) {
      case INCIDENTS -> time("@timestamp").filter(raised -> raised > covered).isPresent();
      case FINDINGS -> time("detected").filter(raised -> raised > covered).isPresent();
      case PROGRESS -> time("first").filter(began -> began >= watched).isPresent();
      case EVIDENCE, DEADLETTERS -> false;
    };
  }

  /** The same document, withdrawn since nothing confirms it. */
  public byte[] withdrawn(long version) {
    ObjectNode changed = json.deepCopy();
    ObjectNode part = part(changed);
    part.put("status", "withdrawn");
    part.remove("into");
    if (part.has("revision")) {
      part.put("revision", part.path("revision").asLong() + 1);
    }
    return JsonTree.of(changed).setTime(WRITTEN, version).set(UNCONFIRMED, true).bytes();
  }

  /** The same document, written once more. */
  public byte[] again(long version) {
    return JsonTree.of(json.deepCopy()).setTime(WRITTEN, version).bytes();
  }

  private JsonNode part() {
    return index == DocumentIndex.INCIDENTS ? json.path("redthread").path("incident") : json;
  }

  private ObjectNode part(ObjectNode root) {
    return index == DocumentIndex.INCIDENTS
        ? root.withObjectProperty("redthread").withObjectProperty("incident")
        : root;
  }

  private Optional<Long> time(String field) {
    try {
      return Optional.of(Instant.parse(json.path(field).asText("")).toEpochMilli());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
