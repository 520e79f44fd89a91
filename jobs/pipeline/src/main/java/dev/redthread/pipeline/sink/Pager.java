package dev.redthread.pipeline.sink;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Sends signed pages to a web hook, each attempt with the time of that attempt.
 *
 * <p><i>Thread safety:</i> any number of threads.
 */
final class Pager implements AutoCloseable {

  private final URI url;
  private final Signature signature;
  private final Clock clock;
  private final Duration longestAnswer;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "pager");
            thread.setDaemon(true);
            return thread;
          });
  private final HttpClient client;

  Pager(URI url, Signature signature, Clock clock, Duration longestAnswer) {
    this.url = url;
    this.signature = signature;
    this.clock = clock;
    this.longestAnswer = longestAnswer;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(longestAnswer)
            .executor(threads)
            .build();
  }

  /** One attempt; fails only where the set-up or the program is wrong. */
  CompletableFuture<PagerAnswer> send(Page page) {
    return client
        .sendAsync(request(page), BodyHandlers.ofString())
        .thenApply(response -> PagerAnswer.of(response, clock.instant()))
        .exceptionallyCompose(Pager::failed);
  }

  private HttpRequest request(Page page) {
    String timestamp = Long.toString(clock.instant().getEpochSecond());
    return HttpRequest.newBuilder(url)
        .timeout(longestAnswer)
        .header("Content-Type", "application/json")
        .header("X-Redthread-Timestamp", timestamp)
        .header("X-Redthread-Signature", signature.of(timestamp, page.json()))
        .header("X-Redthread-Dedup-Key", page.dedupKey())
        .header("Idempotency-Key", Signature.idempotencyKey(page))
        .POST(BodyPublishers.ofByteArray(page.json()))
        .build();
  }

  private static CompletableFuture<PagerAnswer> failed(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause instanceof IOException
        ? CompletableFuture.completedFuture(new PagerAnswer.Later(cause.toString(), Duration.ZERO))
        : CompletableFuture.failedFuture(cause);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
