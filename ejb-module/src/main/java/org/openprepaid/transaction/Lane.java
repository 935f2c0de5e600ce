package org.openprepaid.transaction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One lane: a bounded queue and the thread that empties it, group by group. If a group fails its
 * requests are tried one by one, so that one that fails alone does not harm the others.
 */
final class Lane implements Runnable {
  private static final Logger LOG = Logger.getLogger(Lane.class.getName());
  private static final long STOP_TIMEOUT_SECONDS = 20;

  /**
   * A terminal has given up by then and reverses: deciding later only makes work for the reversal.
   */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Runs a group in one database transaction. */
  @FunctionalInterface
  interface Group {
    List<Outcome> run(List<Prepared> group) throws GroupFailedException;
  }

  private record Waiting(Prepared prepared, CompletableFuture<Outcome> outcome, long since) {}

  private final Group group;
  private final int groupSize;
  private final BlockingQueue<Waiting> queue;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private long toldAway;
  private volatile boolean stopping;
  private volatile Thread thread;

  Lane(Group group, int groupSize, int queueSize) {
    this.group = group;
    this.groupSize = groupSize;
    this.queue = new ArrayBlockingQueue<>(queueSize);
  }

  CompletionStage<Outcome> submit(Prepared prepared) {
    Waiting waiting = new Waiting(prepared, new CompletableFuture<>(), System.nanoTime());
    if (stopping || !queue.offer(waiting)) {
      waiting.outcome.complete(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));
    }
    return waiting.outcome;
  }

  boolean isAlive() {
    Thread runner = thread;
    return runner != null && runner.isAlive();
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    List<Waiting> taken = new ArrayList<>(groupSize);
    try {
      while (!stopping || !queue.isEmpty()) {
        Waiting first = queue.poll(1, TimeUnit.SECONDS);
        if (first != null) {
          taken.add(first);
          queue.drainTo(taken, groupSize - 1);
          serve(taken);
          taken.clear();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      refuse(taken);
      List<Waiting> left = new ArrayList<>();
      queue.drainTo(left);
      refuse(left);
      stopped.countDown();
    }
  }

  /** Takes no more requests, and waits, bounded, until those taken are answered. */
  void stop() {
    stopping = true;
    try {
      if (!stopped.await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        LOG.warning("OP-1304 a lane did not stop within " + STOP_TIMEOUT_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(List<Waiting> taken) {
    long now = System.nanoTime();
    taken.removeIf(waiting -> now - waiting.since > PATIENCE_NANOS && refuse(List.of(waiting)));
    if (taken.isEmpty()) {
      return;
    }
    try {
      complete(taken, group.run(taken.stream().map(Waiting::prepared).toList()));
    } catch (Exception e) {
      recover(taken, e);
    }
  }

  private void recover(List<Waiting> taken, Exception failure) {
    if (failure instanceof GroupFailedException failed && failed.isDatabaseAway()) {
      tellThatDatabaseIsAway(failure);
      refuse(taken);
      return;
    }
    if (taken.size() == 1) {
      String key = taken.get(0).prepared.key().value();
      LOG.log(Level.SEVERE, "OP-1303 request " + key + " failed", failure);
      refuse(taken);
      return;
    }
    LOG.log(
        Level.WARNING, failure, () -> "OP-1306 a group of " + taken.size() + " is tried singly");
    for (Waiting waiting : taken) {
      serve(new ArrayList<>(List.of(waiting)));
    }
  }

  /** Groups go on failing fast while it is away: a line a second says so, not a line a group. */
  private void tellThatDatabaseIsAway(Exception failure) {
    long now = System.nanoTime();
    if (toldAway == 0 || now - toldAway > TELL_EVERY_NANOS) {
      toldAway = now;
      LOG.log(Level.SEVERE, "OP-1305 the database is away: " + failure.getCause().getMessage());
    }
  }

  private static void complete(List<Waiting> taken, List<Outcome> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      taken.get(i).outcome.complete(outcomes.get(i));
    }
  }

  private static boolean refuse(List<Waiting> taken) {
    for (Waiting waiting : taken) {
      waiting.outcome.complete(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));
    }
    return true;
  }
}
