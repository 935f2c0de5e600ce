package org.openprepaid.iso8583;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * What a host sends unasked, and the application that is told of it. Requests beyond the limit are
 * dropped and counted: the host repeats what matters, and a flood must not keep answers from being
 * read. On the host's event loop, unless said otherwise.
 */
final class HostRequests {
  private static final int STRAYS_A_SECOND = 100;
  private static final long SECOND = 1_000_000_000L;

  private final Upstream upstream;
  private final Set<Exchange> open = new HashSet<>();
  private volatile IsoLinkListener listener;
  private boolean closing;
  private long strayWindow;
  private int straysTold;

  HostRequests(Upstream upstream) {
    this.upstream = upstream;
  }

  void listen(IsoLinkListener told) {
    listener = told;
  }

  void take(LinkSession link, IncomingMessage request) {
    String against = against();
    if (against != null) {
      dropped(link, against, request);
      return;
    }
    Exchange exchange = new Exchange(link, request);
    open.add(exchange);
    upstream.statistics().hostRequests.increment();
    try {
      exchange.follow(listener.onRequest(exchange.request(upstream.profile().name())));
    } catch (RuntimeException | LinkageError | AssertionError e) {
      exchange.fail(Failure.describe(e));
    }
  }

  private String against() {
    if (listener == null) {
      return "nobody listens";
    }
    if (closing) {
      return "the connection closes";
    }
    int most = upstream.settings().limits().maxHostRequests();
    return open.size() >= most ? most + " are not answered yet" : null;
  }

  private void dropped(LinkSession link, String reason, IncomingMessage request) {
    upstream.statistics().hostRequestsDropped.increment();
    upstream
        .log()
        .write(
            OperatorMessage.HOST_REQUEST_DROPPED, link.remoteAddress(), reason, request.fields());
  }

  /** Packs the reply where it comes from, on any thread, and sends it. */
  void replied(LinkSession link, Exchange exchange, IsoReply reply) {
    byte[] frame = reply == null ? null : pack(exchange, reply);
    onLoop(
        () -> {
          open.remove(exchange);
          if (frame == null) {
            return;
          }
          if (link.reply(frame)) {
            upstream.statistics().hostReplies.increment();
          } else {
            upstream.statistics().hostRequestsDropped.increment();
            upstream.log().write(OperatorMessage.UNDELIVERED, link.remoteAddress());
          }
        });
  }

  private byte[] pack(Exchange exchange, IsoReply reply) {
    try {
      byte[] frame = ReplyWriter.pack(upstream.profile(), exchange.message(), reply);
      if (frame.length > upstream.settings().limits().maxFrame()) {
        throw new UnwritableMessageException("it is longer than max-frame");
      }
      return frame;
    } catch (UnwritableMessageException | RuntimeException e) {
      upstream.statistics().hostRequestsDropped.increment();
      upstream
          .log()
          .write(
              OperatorMessage.UNWRITABLE, exchange.message().fields().mti(), ReplyWriter.cause(e));
      return null;
    }
  }

  /** There is no reply; on any thread. */
  void notReplied(Exchange exchange, OperatorMessage message, String reason) {
    upstream.statistics().hostRequestsDropped.increment();
    upstream.log().write(message, exchange.message().fields().mti(), reason);
    onLoop(() -> open.remove(exchange));
  }

  private void onLoop(Runnable task) {
    if (upstream.loop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      upstream.loop().execute(task);
    } catch (RejectedExecutionException e) {
      // stopped: there is no link to send it to, and nobody waits for the place
      upstream.statistics().hostRequestsDropped.increment();
    }
  }

  /** Counts all strays, tells the application of some. */
  void stray(LinkSession link, IsoAnswer answer) {
    upstream.statistics().strays.increment();
    upstream.log().write(OperatorMessage.STRAY, link.remoteAddress(), answer);
    long now = System.nanoTime();
    if (straysTold == 0 || now - strayWindow > SECOND) {
      strayWindow = now;
      straysTold = 0;
    }
    IsoLinkListener told = listener;
    if (told != null && straysTold < STRAYS_A_SECOND) {
      straysTold++;
      guarded("a stray answer", () -> told.onStray(answer));
    }
  }

  void status(LinkStatus status) {
    IsoLinkListener told = listener;
    if (told != null) {
      guarded("the state of the links", () -> told.onStatus(status));
    }
  }

  private void guarded(String what, Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      upstream.log().write(OperatorMessage.LISTENER_FAILED, what, Failure.describe(e));
    }
  }

  /** Gives up what the application has held for too long. */
  void checkTimes(long now) {
    long longest = upstream.settings().timeouts().reply().toNanos();
    for (Exchange exchange : List.copyOf(open)) {
      if (now - exchange.startedNanos() > longest) {
        exchange.expire();
      }
    }
  }

  /** Takes no more. */
  void close() {
    closing = true;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }
}
