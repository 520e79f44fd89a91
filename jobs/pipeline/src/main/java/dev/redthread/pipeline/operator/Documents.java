package dev.redthread.pipeline.operator;

import dev.redthread.engine.Finding;
import dev.redthread.engine.Progress;
import dev.redthread.event.DeadLetter;
import dev.redthread.event.Event;
import dev.redthread.incident.Incident;
import dev.redthread.incident.document.DeadLetterDocument;
import dev.redthread.incident.document.DocumentIndex;
import dev.redthread.incident.document.DocumentStatus;
import dev.redthread.incident.document.EvidenceDocument;
import dev.redthread.incident.document.FindingDocument;
import dev.redthread.incident.document.IncidentDocument;
import dev.redthread.incident.document.ProgressDocument;
import dev.redthread.pipeline.sink.Document;
import java.io.Serializable;
import java.util.List;

/**
 * What goes to which index, under which id and version.
 *
 * <p>Findings and incidents bring versions that grow over restores. A dead letter never changes, so
 * its version is fixed and a repetition is no write at all.
 *
 * @param indexPrefix what the names of all indices begin with
 */
public record Documents(String indexPrefix) implements Serializable {

  public Document of(Finding finding) {
    return new Document(
        DocumentIndex.FINDINGS.index(indexPrefix),
        finding.id(),
        finding.version(),
        FindingDocument.indexed(finding));
  }

  Document of(Progress progress, ProgressDocument.Status status, long version) {
    return new Document(
        DocumentIndex.PROGRESS.index(indexPrefix),
        ProgressDocument.id(progress),
        version,
        ProgressDocument.json(progress, status, version));
  }

  public Document of(DeadLetter letter) {
    return new Document(
        DocumentIndex.DEADLETTERS.index(indexPrefix),
        DeadLetterDocument.id(letter),
        Math.max(1, letter.receivedTime()),
        DeadLetterDocument.json(letter));
  }

  Document of(Incident incident) {
    return new Document(
        DocumentIndex.INCIDENTS.index(indexPrefix),
        incident.id(),
        incident.version(),
        IncidentDocument.json(incident));
  }

  /** The index of a document that holds or holds no more. */
  DocumentIndex statusIndex(Document document) {
    for (DocumentIndex index : DocumentStatus.INDICES) {
      if (index.index(indexPrefix).equals(document.index())) {
        return index;
      }
    }
    throw new IllegalArgumentException(document.index());
  }

  /** The names of the indices whose documents hold or hold no more. */
  public List<String> statusIndices() {
    return DocumentStatus.INDICES.stream().map(index -> index.index(indexPrefix)).toList();
  }

  /** An event with its original; {@code wallClock} lets the newest of several records win. */
  Document of(Event event, byte[] compressed, long wallClock) {
    return new Document(
        DocumentIndex.EVIDENCE.index(indexPrefix),
        EvidenceDocument.id(event),
        wallClock,
        EvidenceDocument.json(event, OriginalBytes.expand(compressed)));
  }
}
