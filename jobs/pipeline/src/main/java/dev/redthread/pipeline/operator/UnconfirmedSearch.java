package dev.redthread.pipeline.operator;

import dev.redthread.pipeline.sink.Backoff;
import dev.redthread.pipeline.sink.Document;
import dev.redthread.pipeline.sink.DocumentSearch.Pages;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One search in a thread of its own, from the beginning again after each failure.
 *
 * <p><i>Thread safety:</i> what is found is handed over in the task's thread, page by page.
 */
final class UnconfirmedSearch {
  private static final Logger LOG = LoggerFactory.getLogger(UnconfirmedSearch.class);
  static final String THREAD = "find-unconfirmed";
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread named = new Thread(work, THREAD);
            named.setDaemon(true);
            return named;
          });
  private final Attempt attempt;
  private final Consumer<List<Document>> found;
  private final Consumer<Boolean> end;
  private final MailboxExecutor mailbox;
  private final Counter failures;
  private volatile boolean stopped;
  private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);

  /** Searches once. */
  interface Attempt {
    void find(Pages pages) throws IOException, InterruptedException;
  }

  private UnconfirmedSearch(
      Attempt attempt,
      Consumer<List<Document>> found,
      Consumer<Boolean> end,
      MailboxExecutor mailbox,
      Counter failures) {
    this.attempt = attempt;
    this.found = found;
    this.end = end;
    this.mailbox = mailbox;
    this.failures = failures;
  }

  /**
   * @param end is told whether all was found; if not, it never will be
   */
  static UnconfirmedSearch start(
      Attempt attempt,
      Consumer<List<Document>> found,
      Consumer<Boolean> end,
      MailboxExecutor mailbox,
      Counter failures) {
    UnconfirmedSearch search = new UnconfirmedSearch(attempt, found, end, mailbox, failures);
    search.thread.execute(search::run);
    search.thread.shutdown();
    return search;
  }

  void stop() {
    stopped = true;
    thread.shutdownNow();
  }

  private void run() {
    try {
      boolean complete = findAll();
      mailbox.execute(() -> end.accept(complete), "unconfirmed documents are found");
    } catch (InterruptedException | RejectedExecutionException e) {
      LOG.debug("The task is over before all was found; the next restore searches again", e);
    }
  }

  private boolean findAll() throws InterruptedException {
    while (true) {
      try {
        attempt.find(this::handOver);
        return true;
      } catch (IOException e) {
        waitAfter(e);
      } catch (RejectedExecutionException e) {
        throw e;
      } catch (RuntimeException e) {
        if (stopped) {
          throw new RejectedExecutionException(e);
        }
        LOG.error("Documents that a crash left behind cannot be searched for; they stay", e);
        failures.inc();
        return false;
      }
    }
  }

  private void waitAfter(IOException failure) throws InterruptedException {
    failures.inc();
    Duration wait = backoff.next();
    // Each time it has lasted about twice as long.
    if (Integer.bitCount(backoff.failures()) == 1) {
      LOG.warn(
          "Cannot search for documents that a crash left behind ({} in a row), trying again: {}",
          backoff.failures(),
          String.valueOf(failure.getMessage()));
    }
    Thread.sleep(wait.toMillis());
  }

  /** Waits until the task has taken it. When the task fails by it, this thread is stopped. */
  private void handOver(List<Document> page) throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(1);
    mailbox.execute(
        () -> {
          found.accept(page);
          taken.countDown();
        },
        "unconfirmed documents");
    taken.await();
  }
}
