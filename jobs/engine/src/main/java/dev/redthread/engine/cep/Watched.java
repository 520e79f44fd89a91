package dev.redthread.engine.cep;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Runs code of others in a thread of its own, and gives it up when it does not come to an end: the
 * thread is interrupted and left behind, since no thread can be made to stop.
 *
 * <p><i>Thread safety:</i> safe.
 */
final class Watched {
  private static final Duration IDLE = Duration.ofSeconds(5);

  /** How many times the limit a step may wait when it uses no processor. */
  private static final int PATIENCE = 20;

  private static final ThreadMXBean THREAD_TIMES = ManagementFactory.getThreadMXBean();
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          work -> {
            Thread thread = new Thread(work, "redthread-java-pattern");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
          });

  private Watched() {}

  /**
   * Runs work and waits for it.
   *
   * @param steps how many steps of the work are done; what is limited is a single step
   * @param limit how much processor time a step may take, about; a step that waits may take twenty
   *     times as long
   * @throws TooLongException when a step took longer
   */
  static <T> T call(Callable<T> work, LongSupplier steps, Duration limit)
      throws TooLongException, ExecutionException {
    AtomicLong thread = new AtomicLong();
    Future<T> result =
        THREADS.submit(
            () -> {
              thread.set(Thread.currentThread().getId());
              return work.call();
            });
    long step = -1;
    long timeAtStep = 0;
    int waited = 0;
    while (true) {
      try {
        return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException goesOn) {
        long now = steps.getAsLong();
        long time = processorTime(thread.get());
        if (now != step) {
          step = now;
          timeAtStep = time;
          waited = 0;
        } else if (++waited >= PATIENCE || time - timeAtStep >= limit.toNanos() / 2) {
          result.cancel(true);
          throw new TooLongException();
        }
      } catch (InterruptedException stopped) {
        result.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the task is stopped", stopped);
      }
    }
  }

  /** In nanoseconds; 0 where it cannot be told. */
  private static long processorTime(long thread) {
    return thread == 0 || !THREAD_TIMES.isThreadCpuTimeSupported()
        ? 0
        : Math.max(0, THREAD_TIMES.getThreadCpuTime(thread));
  }
}
