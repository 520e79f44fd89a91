package dev.redthread.pipeline.sink;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents once the index templates are in place: a document written before would make an
 * index with guessed field types.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
final class TemplatedBulk implements AutoCloseable {

  private final RestClient connection;
  private final IndexTemplates templates;
  private final Bulk bulk;
  private @Nullable CompletableFuture<Void> installed;

  TemplatedBulk(RestClient connection, IndexTemplates templates) {
    this.connection = connection;
    this.templates = templates;
    this.bulk = new Bulk(connection);
  }

  /** As {@link Bulk#write}. */
  CompletableFuture<BulkOutcome> write(List<Document> documents) {
    return installed()
        .thenCompose(done -> bulk.write(documents))
        .exceptionallyCompose(failure -> later(documents, failure));
  }

  private synchronized CompletableFuture<Void> installed() {
    CompletableFuture<Void> now = installed;
    if (now == null || now.isCompletedExceptionally()) {
      now = templates.install(connection);
      installed = now;
    }
    return now;
  }

  private static CompletableFuture<BulkOutcome> later(List<Document> documents, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof IOException
        ? CompletableFuture.completedFuture(
            BulkOutcome.later(documents, String.valueOf(cause.getMessage())))
        : CompletableFuture.failedFuture(cause);
  }

  @Override
  public void close() throws IOException {
    bulk.close();
  }
}
