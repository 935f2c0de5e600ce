package org.openprepaid.iso8583;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests taken and not yet answered, and the limit on them. A connection that finds no place
 * stops reading its socket and is called when one comes free, so that what waits is bounded by the
 * peers' own send windows.
 */
final class InFlight {
  private final int limit;
  private final AtomicInteger count;
  private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
  private final Queue<TerminalConnection> waiting = new ConcurrentLinkedQueue<>();

  /**
   * @param count where the number in flight is kept
   */
  InFlight(int limit, AtomicInteger count) {
    this.limit = limit;
    this.count = count;
  }

  /**
   * Takes a place; without one, the connection's {@link TerminalConnection#advance} will be called.
   */
  boolean enter(TerminalConnection connection) {
    if (take()) {
      return true;
    }
    if (connection.markWaiting()) {
      waiting.add(connection);
    }
    // a place may have come free before the connection was in the queue
    return take();
  }

  private boolean take() {
    int now = count.get();
    while (now < limit) {
      if (count.compareAndSet(now, now + 1)) {
        return true;
      }
      now = count.get();
    }
    return false;
  }

  /** Gives back a place that became no exchange. */
  void leave() {
    count.decrementAndGet();
    callNext();
  }

  void opened(Exchange exchange) {
    open.add(exchange);
  }

  void closed(Exchange exchange) {
    open.remove(exchange);
    leave();
  }

  /** Calls the connection that has waited longest, if there is room for it. */
  void callNext() {
    if (count.get() < limit) {
      TerminalConnection next = waiting.poll();
      if (next != null) {
        next.called();
      }
    }
  }

  /** Gives up exchanges that the application has held for too long. */
  void expire(long startedBefore) {
    for (Exchange exchange : open) {
      if (exchange.startedNanos() - startedBefore < 0) {
        exchange.expire();
      }
    }
  }

  int size() {
    return count.get();
  }

  int limit() {
    return limit;
  }
}
