package dev.redthread.pipeline.sink;

import dev.redthread.pipeline.config.PipelineConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Posts pages to a web hook, each at least once; the dedup key and the idempotency key let the
 * receiver make that exactly once.
 *
 * <ul>
 *   <li>The pages of one dedup key come in their order; one that is not delivered holds up those of
 *       its key only.
 *   <li>The receiver is away, slow, or answers 408, 429 or 5xx: the page is sent again, at growing
 *       intervals and not before {@code Retry-After}, for as long as it takes. Checkpoints go on
 *       and hold the waiting pages; once {@value #MOST_WAITING} wait, the stream waits too.
 *   <li>Every other answer but 2xx, a redirection too: the job fails and names the status and the
 *       dedup key. The page is kept, and comes again when the job restarts, until the receiver
 *       takes it.
 * </ul>
 *
 * <p>Each request has these headers: {@code X-Redthread-Timestamp}, the seconds since 1970 at this
 * attempt; {@code X-Redthread-Signature}, {@code sha256=} and the hex HMAC-SHA256 over the
 * timestamp, a full stop and the body; {@code X-Redthread-Dedup-Key}; {@code Idempotency-Key}, the
 * same for every attempt at one page.
 */
public final class WebhookSink implements Sink<Page>, SupportsWriterState<Page, PageBacklog> {
  private static final long serialVersionUID = 1;

  static final int MOST_WAITING = 500;
  static final int MOST_IN_FLIGHT = 4;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

  private final URI url;
  private final Secret secret;
  private final Duration longestAnswer;

  WebhookSink(URI url, Secret secret, Duration longestAnswer) {
    this.url = url;
    this.secret = secret;
    this.longestAnswer = longestAnswer;
  }

  /** Reads the secret where the pages are sent from, not here. */
  public static WebhookSink of(PipelineConfig.Pages pages) {
    return new WebhookSink(pages.url(), Secret.variable(pages.secretVariable()), LONGEST_ANSWER);
  }

  @Override
  public WebhookWriter createWriter(WriterInitContext context) {
    return restoreWriter(context, List.of());
  }

  @Override
  public WebhookWriter restoreWriter(
      WriterInitContext context, Collection<PageBacklog> undelivered) {
    Signature signature = new Signature(secret.read());
    return new WebhookWriter(
        context, new Pager(url, signature, Clock.systemUTC(), longestAnswer), undelivered);
  }

  @Override
  public SimpleVersionedSerializer<PageBacklog> getWriterStateSerializer() {
    return new PageBacklog.Bytes();
  }
}
