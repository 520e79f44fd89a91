package dev.redthread.pipeline.pull;

import dev.redthread.event.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that may not be longer than a bound: the rest of a longer one is never read.
 *
 * <p><i>Thread safety:</i> as the HTTP client calls it.
 */
final class BoundedBody implements BodySubscriber<BoundedBody.Body> {

  /**
   * A body.
   *
   * @param cut whether there was more
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Body(byte[] bytes, boolean cut) {}

  private final int mostBytes;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final CompletableFuture<Body> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int mostBytes) {
    this.mostBytes = mostBytes;
  }

  @Override
  public CompletionStage<Body> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription all) {
    subscription = all;
    all.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    if (body.isDone()) {
      return;
    }
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      read.writeBytes(bytes);
    }
    if (read.size() > mostBytes) {
      body.complete(
          new Body(
              Arrays.copyOf(read.toByteArray(), Math.min(read.size(), DeadLetter.MOST_BYTES)),
              true));
      read.reset();
      if (subscription != null) {
        subscription.cancel();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(new Body(read.toByteArray(), false));
  }
}
