package org.openprepaid.iso8583;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The requests to one host: those that wait and those in flight. {@link #admit}, {@link #dismiss}
 * and {@link #submit} may be called on any thread, everything else on the host's event loop.
 */
final class OutgoingRequests {
  private final Upstream upstream;
  private final LinkGroup links;
  private final int most;
  private final long waitNanos;
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<Outgoing> handed = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean called = new AtomicBoolean();
  private final Queue<Outgoing> waiting = new ArrayDeque<>();

  /** The oldest first. */
  private final Map<String, Outgoing> inFlight = new LinkedHashMap<>();

  private boolean closing;

  OutgoingRequests(Upstream upstream, LinkGroup links) {
    this.upstream = upstream;
    this.links = links;
    UpstreamSettings settings = upstream.settings();
    this.most = settings.links() * settings.limits().maxInFlight() + settings.limits().maxWaiting();
    this.waitNanos = settings.timeouts().unsent().toNanos();
  }

  /** Gives a place to a request that is to be made, if there is one. */
  boolean admit() {
    if (open.incrementAndGet() <= most) {
      return true;
    }
    open.decrementAndGet();
    return false;
  }

  /** Gives back the place of a request that was not made. */
  void dismiss() {
    open.decrementAndGet();
  }

  /** Takes over a request that has its place. */
  void submit(Outgoing request) {
    handed.add(request);
    // one task for all that gather until it runs: under load many requests share a write
    if (called.compareAndSet(false, true)) {
      try {
        upstream.loop().execute(this::takeHanded);
      } catch (RejectedExecutionException e) {
        called.set(false);
        for (Outgoing next = handed.poll(); next != null; next = handed.poll()) {
          notSent(next, "the adapter has stopped");
        }
      }
    }
  }

  private void takeHanded() {
    called.set(false);
    for (Outgoing next = handed.poll(); next != null; next = handed.poll()) {
      take(next);
    }
    links.flush();
    note();
  }

  private void take(Outgoing request) {
    long now = System.nanoTime();
    LinkSession link = closing || !waiting.isEmpty() ? null : links.leastLoaded();
    if (closing) {
      notSent(request, "the connection is closed");
    } else if (request.isOverdue(now)) {
      notSent(request, "its time was over");
    } else if (link != null) {
      send(request, link);
    } else if (links.isDown(now, waitNanos)) {
      notSent(request, "no link is signed on");
    } else if (waiting.size() >= upstream.settings().limits().maxWaiting()) {
      notSent(request, "too many requests wait");
    } else {
      waiting.add(request);
    }
  }

  private void send(Outgoing request, LinkSession link) {
    if (inFlight.putIfAbsent(request.key(), request) != null) {
      notSent(request, "one with the same elements, by which answers are known, is in flight");
      return;
    }
    upstream.statistics().sent.increment();
    link.send(request);
  }

  /** Sends what waits, as far as there is room. */
  void serveWaiting() {
    while (!waiting.isEmpty()) {
      LinkSession link = links.leastLoaded();
      if (link == null) {
        break;
      }
      send(waiting.remove(), link);
    }
    links.flush();
    note();
  }

  /** Returns whether a request in flight has its answer now. */
  boolean answered(IsoAnswer answer) {
    String key = upstream.matching().of(answer.fields());
    Outgoing request = key == null ? null : inFlight.remove(key);
    if (request == null) {
      return false;
    }
    request.link().release();
    upstream.statistics().answered.increment();
    open.decrementAndGet();
    note();
    request.answer().complete(answer);
    return true;
  }

  /** It is certain that a request in flight did not leave. */
  void certainlyNotSent(Outgoing request) {
    if (inFlight.remove(request.key(), request)) {
      request.link().release();
      note();
      notSent(request, "the link was lost before it");
    }
  }

  /** A link is over: what it had in flight is in doubt. Returns how many requests that are. */
  int lost(LinkSession link) {
    List<Outgoing> inDoubt = new ArrayList<>();
    for (Outgoing request : inFlight.values()) {
      if (request.link() == link) {
        inDoubt.add(request);
      }
    }
    inDoubt.forEach(request -> endInDoubt(request, "link lost: " + link.endReason()));
    return inDoubt.size();
  }

  private void endInDoubt(Outgoing request, String reason) {
    inFlight.remove(request.key());
    note();
    upstream.statistics().lost.increment();
    noAnswer(request, reason);
  }

  /** Gives up what has waited too long, for its answer or to be sent. */
  void checkTimes(long now) {
    List<Outgoing> late = new ArrayList<>();
    for (Iterator<Outgoing> each = inFlight.values().iterator(); each.hasNext(); ) {
      Outgoing request = each.next();
      if (request.isOverdue(now)) {
        each.remove();
        request.link().release();
        late.add(request);
      }
    }
    List<Outgoing> unsent = new ArrayList<>();
    waiting.removeIf(
        request ->
            (request.isOverdue(now) || request.hasWaited(now, waitNanos)) && unsent.add(request));
    note();
    upstream.statistics().timeouts.add(late.size());
    late.forEach(request -> noAnswer(request, "no answer in time"));
    unsent.forEach(request -> notSent(request, "no link had room in time"));
    serveWaiting();
    Iterator<Outgoing> oldest = inFlight.values().iterator();
    upstream.statistics().oldestInFlightMillis =
        oldest.hasNext() ? (now - oldest.next().sentNanos()) / 1_000_000 : 0;
  }

  /** Takes no more; what waits does not leave. */
  void close() {
    closing = true;
    for (Outgoing next = waiting.poll(); next != null; next = waiting.poll()) {
      notSent(next, "the connection is closed");
    }
    note();
  }

  /** Gives up what is still in flight; returns how many requests that were. */
  int abandon() {
    List<Outgoing> left = List.copyOf(inFlight.values());
    left.forEach(request -> endInDoubt(request, "the connection was closed"));
    note();
    return left.size();
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  /** Before a request ends, so that whoever hears of it sees numbers without it. */
  private void note() {
    upstream.statistics().inFlight = inFlight.size();
    upstream.statistics().waiting = waiting.size();
  }

  private void noAnswer(Outgoing request, String reason) {
    open.decrementAndGet();
    request.answer().completeExceptionally(new NoAnswerException(reason));
  }

  private void notSent(Outgoing request, String reason) {
    open.decrementAndGet();
    upstream.statistics().notSent.increment();
    upstream.log().write(OperatorMessage.NOT_SENT, reason);
    request.answer().completeExceptionally(new NotSentException(reason));
  }
}
