package org.openprepaid.key.master;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Runs calls that may hang on a few threads of its own, so that a caller never waits longer than
 * its limit. A call that hangs keeps its thread until the library returns: native code cannot be
 * interrupted.
 */
final class BoundedCalls {
  /** Calls that wait for a thread; twice the requests that a server works at. */
  private static final int WAITING_MAX = 1024;

  private static final Logger LOG = Logger.getLogger(BoundedCalls.class.getName());

  private final ThreadPoolExecutor threads;
  private final AtomicInteger running = new AtomicInteger();

  BoundedCalls(int threadsMax, String name) {
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            threadsMax,
            threadsMax,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            task -> daemon(task, name + "-" + number.incrementAndGet()));
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The call's result, or its exception. Past the limit it goes on by itself, or even begins.
   *
   * @throws TokenException if there is none within the limit
   * @throws KeyException if it was not tried because too many calls wait, or if the calling thread
   *     was interrupted: the token is not to blame
   */
  <T> T call(Supplier<T> call, Duration limit) {
    CompletableFuture<T> answer = started(call);
    try {
      return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TokenException(
          KeyFault.MODULE_UNREACHABLE, "no answer within " + limit.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyException(KeyFault.MODULE_UNREACHABLE, "interrupted", e);
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    }
  }

  private <T> CompletableFuture<T> started(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, this::execute);
    } catch (RejectedExecutionException e) {
      throw new KeyException(KeyFault.MODULE_UNREACHABLE, "too many calls wait, or closed", e);
    }
  }

  private void execute(Runnable call) {
    threads.execute(
        () -> {
          running.incrementAndGet();
          try {
            call.run();
          } finally {
            running.decrementAndGet();
          }
        });
  }

  private static RuntimeException asThrown(Throwable thrown) {
    if (thrown instanceof TokenException token) {
      return new TokenException(token.fault(), token.getMessage(), token);
    }
    return new TokenException(KeyFault.MODULE_UNREACHABLE, "unexpected " + thrown, thrown);
  }

  /** A call without result. */
  void run(Runnable call, Duration limit) {
    call(
        () -> {
          call.run();
          return null;
        },
        limit);
  }

  /**
   * Starts what nobody waits for; it deals with its exceptions itself. Nothing happens if there is
   * no place for it, or after {@link #close}.
   */
  void start(Runnable call) {
    try {
      execute(call);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "not started", e);
    }
  }

  /** Whether no call is in a thread, hanging or not. */
  boolean isIdle() {
    return running.get() == 0;
  }

  /** Takes no more calls; the threads end after those that they have. */
  void close() {
    threads.shutdown();
  }
}
