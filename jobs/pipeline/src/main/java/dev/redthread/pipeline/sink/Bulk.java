package dev.redthread.pipeline.sink;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.json.SimpleJsonpMapper;
import co.elastic.clients.transport.TransportException;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import co.elastic.clients.util.BinaryData;
import dev.redthread.pipeline.sink.BulkOutcome.Rejection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents to Elasticsearch and tells apart what can go wrong.
 *
 * <p>A request that is refused as a whole is sent again in halves, until the document that spoils
 * it stands alone.
 *
 * <p><i>Errors:</i> only those of the set-up, as a {@link SinkFailure}; whatever time or the
 * document is to blame for is part of the {@link BulkOutcome}.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
final class Bulk implements AutoCloseable {

  private final RestClient connection;
  private final ElasticsearchAsyncClient client;

  Bulk(RestClient connection) {
    this.connection = connection;
    this.client =
        new ElasticsearchAsyncClient(new RestClientTransport(connection, new SimpleJsonpMapper()));
  }

  CompletableFuture<BulkOutcome> write(List<Document> documents) {
    return client
        .bulk(request(documents))
        .thenApply(response -> read(documents, response))
        .exceptionallyCompose(failure -> failed(documents, failure));
  }

  private static BulkRequest request(List<Document> documents) {
    List<BulkOperation> operations = new ArrayList<>(documents.size());
    for (Document document : documents) {
      operations.add(
          BulkOperation.of(
              operation ->
                  operation.<BinaryData>index(
                      index ->
                          index
                              .index(document.index())
                              .id(document.id())
                              .version(document.version())
                              .versionType(VersionType.External)
                              .document(
                                  BinaryData.of(oneLine(document.json()), "application/json")))));
    }
    return BulkRequest.of(bulk -> bulk.operations(operations));
  }

  /** A line ends a document here, and in JSON it is never more than white space. */
  private static byte[] oneLine(byte[] json) {
    byte[] line = json.clone();
    for (int i = 0; i < line.length; i++) {
      if (line[i] == '\n' || line[i] == '\r') {
        line[i] = ' ';
      }
    }
    return line;
  }

  private static BulkOutcome read(List<Document> documents, BulkResponse response) {
    if (!response.errors()) {
      return BulkOutcome.ALL_STORED;
    }
    List<Document> later = new ArrayList<>();
    List<Rejection> rejected = new ArrayList<>();
    String why = "";
    int superseded = 0;
    for (int i = 0; i < documents.size(); i++) {
      BulkResponseItem item = response.items().get(i);
      switch (Verdict.of(item.status())) {
        case STORED -> {}
        case SUPERSEDED -> superseded++;
        case LATER -> {
          later.add(documents.get(i));
          why = reason(item.status(), item.error());
        }
        case REJECTED ->
            rejected.add(new Rejection(documents.get(i), reason(item.status(), item.error())));
        case FORBIDDEN -> throw new SinkFailure(reason(item.status(), item.error()), null);
      }
    }
    return new BulkOutcome(later, why, rejected, superseded);
  }

  private CompletableFuture<BulkOutcome> failed(List<Document> documents, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof SinkFailure) {
      return CompletableFuture.failedFuture(cause);
    }
    String reason = String.valueOf(cause.getMessage());
    return switch (verdict(cause)) {
      case STORED, SUPERSEDED, LATER ->
          // A good status with a body that is no bulk response comes from something in between.
          CompletableFuture.completedFuture(BulkOutcome.later(documents, reason));
      case FORBIDDEN -> CompletableFuture.failedFuture(new SinkFailure(reason, cause));
      case REJECTED ->
          documents.size() == 1
              ? CompletableFuture.completedFuture(BulkOutcome.rejected(documents.get(0), reason))
              : halves(documents);
    };
  }

  private CompletableFuture<BulkOutcome> halves(List<Document> documents) {
    int middle = documents.size() / 2;
    return write(documents.subList(0, middle))
        .thenCombine(write(documents.subList(middle, documents.size())), BulkOutcome::and);
  }

  private static Verdict verdict(Throwable cause) {
    if (cause instanceof ElasticsearchException refused) {
      return Verdict.of(refused.status());
    }
    // What a proxy or an overloaded server says is often no JSON, and then the client cannot read
    // it.
    if (cause instanceof ResponseException refused) {
      return Verdict.of(refused.getResponse().getStatusLine().getStatusCode());
    }
    if (cause instanceof TransportException refused) {
      return Verdict.of(refused.statusCode());
    }
    return cause instanceof IOException ? Verdict.LATER : Verdict.FORBIDDEN;
  }

  private static String reason(int status, @Nullable ErrorCause error) {
    if (error == null) {
      return "status " + status;
    }
    String said = error.type() + ": " + Objects.requireNonNullElse(error.reason(), "");
    ErrorCause deeper = error.causedBy();
    return "status " + status + ", " + said + (deeper == null ? "" : ": " + deeper.reason());
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
