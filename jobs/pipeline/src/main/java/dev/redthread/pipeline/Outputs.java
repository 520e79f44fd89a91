package dev.redthread.pipeline;

import dev.redthread.engine.Finding;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch;
import dev.redthread.pipeline.sink.Page;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Where a job writes to. What has no sink is not made.
 *
 * @param documents incidents, findings, evidence and dead letters
 * @param pages what the pager is told
 * @param findings every revision of a finding as it is, for {@code backtest}
 * @param stored finds documents where {@code documents} writes them
 */
public record Outputs(
    Optional<Sink<Document>> documents,
    Optional<Sink<Page>> pages,
    Optional<Sink<Finding>> findings,
    Optional<DocumentSearch> stored) {

  /** Without a search: what a crash leaves behind is not looked for. */
  public Outputs(
      Optional<Sink<Document>> documents,
      Optional<Sink<Page>> pages,
      Optional<Sink<Finding>> findings) {
    this(documents, pages, findings, Optional.empty());
  }

  /** Documents and pages, as {@code run} writes them. */
  public static Outputs of(Sink<Document> documents, Optional<Sink<Page>> pages) {
    return new Outputs(Optional.of(documents), pages, Optional.empty());
  }

  /** The same, where documents can be searched for. */
  public Outputs withStored(DocumentSearch search) {
    return new Outputs(documents, pages, findings, Optional.of(search));
  }

  /** Findings and nothing else. */
  public static Outputs findings(Sink<Finding> findings) {
    return new Outputs(Optional.empty(), Optional.empty(), Optional.of(findings));
  }
}
