package dev.redthread.pipeline.sink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers pages, those of one dedup key one after the other. A checkpoint waits for none of them:
 * what is not delivered is part of it.
 *
 * <p><i>Thread safety:</i> the task's thread only; answers and timers come back to it.
 */
final class WebhookWriter implements StatefulSinkWriter<Page, PageBacklog> {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookWriter.class);

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Pager pager;
  private final MailboxExecutor mailbox;
  private final ProcessingTimeService timers;
  private final Counter delivered;
  private final Counter repeated;

  /** In the order they came. */
  private final List<Page> backlog = new ArrayList<>();

  /** The dedup keys whose first page is on its way or waits to be sent again. */
  private final Set<String> busy = new HashSet<>();

  private final Map<String, Backoff> failing = new HashMap<>();
  private int inFlight;
  private long silentUntil = Long.MIN_VALUE;

  WebhookWriter(WriterInitContext context, Pager pager, Iterable<PageBacklog> restored) {
    this.pager = pager;
    this.mailbox = context.getMailboxExecutor();
    this.timers = context.getProcessingTimeService();
    this.delivered = context.metricGroup().getNumRecordsSendCounter();
    this.repeated = context.metricGroup().counter("repeated");
    context.metricGroup().gauge("waitingPages", backlog::size);
    restored.forEach(part -> backlog.addAll(part.pages()));
    sendWhatMay();
  }

  @Override
  public void write(Page page, Context context) throws InterruptedException {
    while (backlog.size() >= WebhookSink.MOST_WAITING) {
      mailbox.yield();
    }
    backlog.add(page);
    sendWhatMay();
  }

  @Override
  public void flush(boolean endOfInput) throws InterruptedException {
    while (endOfInput && !backlog.isEmpty()) {
      mailbox.yield();
    }
  }

  @Override
  public List<PageBacklog> snapshotState(long checkpointId) {
    return backlog.isEmpty() ? List.of() : List.of(new PageBacklog(backlog));
  }

  private void sendWhatMay() {
    if (timers.getCurrentProcessingTime() < silentUntil) {
      return;
    }
    Iterator<Page> pages = backlog.iterator();
    while (inFlight < WebhookSink.MOST_IN_FLIGHT && pages.hasNext()) {
      Page page = pages.next();
      if (busy.add(page.dedupKey())) {
        send(page);
      }
    }
  }

  private void send(Page page) {
    inFlight++;
    var unused =
        pager
            .send(page)
            .whenComplete(
                (answer, failure) ->
                    mailbox.execute(() -> answered(page, answer, failure), "answer of the pager"));
  }

  private void answered(Page page, @Nullable PagerAnswer answer, @Nullable Throwable failure)
      throws IOException {
    inFlight--;
    if (answer instanceof PagerAnswer.Delivered) {
      delivered(page);
    } else if (answer instanceof PagerAnswer.Later later) {
      again(page, later);
    } else {
      String why = answer instanceof PagerAnswer.Refused refused ? refused.why() : "no answer";
      throw new SinkFailure(
          "the pager refuses the page with the dedup key " + page.dedupKey() + ": " + why, failure);
    }
    sendWhatMay();
  }

  private void delivered(Page page) {
    delivered.inc();
    failing.remove(page.dedupKey());
    busy.remove(page.dedupKey());
    Iterator<Page> pages = backlog.iterator();
    while (pages.hasNext()) {
      // Only the first of a key is ever sent.
      if (pages.next().dedupKey().equals(page.dedupKey())) {
        pages.remove();
        return;
      }
    }
  }

  private void again(Page page, PagerAnswer.Later later) {
    repeated.inc();
    Backoff backoff =
        failing.computeIfAbsent(page.dedupKey(), key -> new Backoff(FIRST_WAIT, LONGEST_WAIT));
    long now = timers.getCurrentProcessingTime();
    long own = now + backoff.next().toMillis();
    if (backoff.failures() == 1) {
      LOG.warn("the pager does not take {} now, trying again: {}", page.dedupKey(), later.why());
    }
    // Who asks to be left alone means all pages, not this one.
    silentUntil = Math.max(silentUntil, now + later.atLeast().toMillis());
    var unused =
        timers.registerTimer(
            Math.max(own, silentUntil),
            time -> {
              busy.remove(page.dedupKey());
              sendWhatMay();
            });
  }

  @Override
  public void close() {
    pager.close();
  }
}
