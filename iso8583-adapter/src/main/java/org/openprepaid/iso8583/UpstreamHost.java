package org.openprepaid.iso8583;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * One host with its links, from the first connection of the application to the last. The links are
 * made when the application has said who listens or sends something, or half a second later, so
 * that a host that speaks at once finds a listener.
 */
final class UpstreamHost implements LinkEvents {
  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration LISTENER_COMES = Duration.ofMillis(500);
  private static final Duration SIGN_OFF = Duration.ofSeconds(2);
  private static final Duration SOCKETS = Duration.ofSeconds(1);

  private enum Phase {
    OPEN,
    DRAINING,
    LEAVING,
    CUT,
    CLOSED
  }

  private final String name;
  private final Upstream upstream;
  private final LinkGroup links;
  private final OutgoingRequests requests;
  private final HostRequests hostRequests;
  private final Publication publication = new Publication("Iso8583Connection");
  private final AtomicBoolean linksWanted = new AtomicBoolean();
  private final AtomicBoolean closeWanted = new AtomicBoolean();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private final long madeNanos = System.nanoTime();
  private ScheduledFuture<?> ticks;
  private Phase phase = Phase.OPEN;
  private long phaseEndNanos;

  /**
   * @throws InvalidSettingException when profile or TLS cannot be used
   */
  UpstreamHost(
      String name, UpstreamSettings settings, OutboundLoops loops, RandomGenerator random) {
    this.name = name;
    Matching matching = new Matching(settings.profile());
    upstream =
        new Upstream(
            settings,
            matching,
            new NetworkMessages(settings.profile(), matching, Clock.systemUTC()),
            new UpstreamStatistics(name, settings.profile().name(), settings.links()),
            new OperatorLog("ISO 8583 host " + name),
            loops.next(),
            loops.buffers(),
            settings.tls() == null ? null : TlsContext.client(settings.tls()),
            loops.lookup());
    links = new LinkGroup(upstream, this, random);
    requests = new OutgoingRequests(upstream, links);
    hostRequests = new HostRequests(upstream);
  }

  void start() {
    if (upstream.settings().links() == 0) {
      upstream
          .log()
          .write(OperatorMessage.NO_ADDRESS, UpstreamSettings.PREFIX + name + ".addresses");
    }
    publication.publish(name, upstream.statistics());
    ticks =
        upstream
            .loop()
            .scheduleWithFixedDelay(
                this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** As {@link IsoConnection#send}. */
  CompletionStage<IsoAnswer> send(IsoFields request, UnaryOperator<byte[]> mac, Duration patience) {
    if (closeWanted.get()) {
      return refused("the connection is closed");
    }
    if (upstream.settings().links() == 0) {
      return refused("no address configured");
    }
    if (!requests.admit()) {
      return refused("too many requests wait");
    }
    Outgoing outgoing;
    try {
      outgoing =
          new Outgoing(upstream.matching().ofAnswerTo(request), pack(request, mac), patience);
    } catch (UnwritableMessageException | RuntimeException e) {
      requests.dismiss();
      return refused("it cannot be packed: " + ReplyWriter.cause(e));
    }
    openLinks();
    requests.submit(outgoing);
    return outgoing.answer();
  }

  private CompletionStage<IsoAnswer> refused(String reason) {
    upstream.statistics().notSent.increment();
    upstream.log().write(OperatorMessage.NOT_SENT, reason);
    return CompletableFuture.failedStage(new NotSentException(reason));
  }

  private byte[] pack(IsoFields request, UnaryOperator<byte[]> mac)
      throws UnwritableMessageException {
    byte[] header = request.header();
    byte[] frame =
        upstream
            .profile()
            .write(
                new byte[0],
                header.length == 0 ? new byte[upstream.profile().headerBytes()] : header,
                request,
                mac);
    if (frame.length > upstream.settings().limits().maxFrame()) {
      throw new UnwritableMessageException("it is longer than max-frame");
    }
    return frame;
  }

  /** As {@link IsoConnection#listen}; tells the listener at once how the links stand. */
  void listen(IsoLinkListener listener) {
    hostRequests.listen(listener);
    onLoop(() -> hostRequests.status(status()));
    openLinks();
  }

  LinkStatus status() {
    return upstream.statistics().status();
  }

  UpstreamStatistics statistics() {
    return upstream.statistics();
  }

  private void openLinks() {
    if (!linksWanted.get() && linksWanted.compareAndSet(false, true)) {
      onLoop(
          () -> {
            if (phase == Phase.OPEN) {
              links.open();
            }
          });
    }
  }

  private void onLoop(Runnable task) {
    try {
      upstream.loop().execute(task);
    } catch (RejectedExecutionException e) {
      // the adapter has stopped, and with it the links
      closed.complete(null);
    }
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      if (now - madeNanos > LISTENER_COMES.toNanos()) {
        openLinks();
      }
      requests.checkTimes(now);
      links.checkTimes(now);
      hostRequests.checkTimes(now);
      advance(now);
    } catch (RuntimeException e) {
      // or nobody would look at the times any more
      upstream.log().write(OperatorMessage.FAULT, Failure.describe(e));
    }
  }

  /** Begins to close: drains, signs off, closes the sockets. Returns at once. */
  void beginClose() {
    if (closeWanted.compareAndSet(false, true)) {
      // another connection to the same host may be made while this one drains
      publication.withdraw();
      onLoop(
          () -> {
            requests.close();
            hostRequests.close();
            enter(Phase.DRAINING, upstream.settings().timeouts().drain());
            advance(System.nanoTime());
          });
    }
  }

  /** Waits for the end, bounded; not on a thread that serves sockets. */
  void awaitClosed() {
    if (Thread.currentThread() instanceof FastThreadLocalThread) {
      return;
    }
    Duration longest =
        upstream.settings().timeouts().drain().plus(SIGN_OFF).plus(SOCKETS).plus(SOCKETS);
    try {
      closed.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      upstream.log().write(OperatorMessage.FAULT, "the links did not close in time");
    }
  }

  private void enter(Phase next, Duration longest) {
    phase = next;
    phaseEndNanos = System.nanoTime() + longest.toNanos();
  }

  private void advance(long now) {
    boolean over = now - phaseEndNanos >= 0;
    if (phase == Phase.DRAINING && (over || (requests.isEmpty() && hostRequests.isEmpty()))) {
      int inDoubt = requests.abandon();
      if (inDoubt > 0) {
        upstream.log().write(OperatorMessage.HOST_NOT_DRAINED, inDoubt);
      }
      links.leave();
      enter(Phase.LEAVING, SIGN_OFF);
    } else if (phase == Phase.LEAVING && over) {
      links.cut();
      enter(Phase.CUT, SOCKETS);
    } else if (phase == Phase.CUT && over) {
      finish();
    }
    if ((phase == Phase.LEAVING || phase == Phase.CUT) && links.isGone()) {
      finish();
    }
  }

  private void finish() {
    phase = Phase.CLOSED;
    ticks.cancel(false);
    upstream.log().write(OperatorMessage.HOST_CLOSED);
    closed.complete(null);
  }

  @Override
  public void answered(LinkSession link, IncomingMessage message) {
    IsoAnswer answer =
        new IsoAnswer(message.fields(), message.macInput(), message.mac(), Instant.now());
    if (!requests.answered(answer)) {
      hostRequests.stray(link, answer);
    }
  }

  @Override
  public void requested(LinkSession link, IncomingMessage request) {
    hostRequests.take(link, request);
  }

  @Override
  public void replied(LinkSession link, Exchange exchange, IsoReply reply) {
    hostRequests.replied(link, exchange, reply);
  }

  @Override
  public void notReplied(
      LinkSession link, Exchange exchange, OperatorMessage message, String reason) {
    hostRequests.notReplied(exchange, message, reason);
  }

  @Override
  public void notSent(Outgoing request) {
    requests.certainlyNotSent(request);
  }

  @Override
  public void changed() {
    if (links.count()) {
      hostRequests.status(status());
      requests.serveWaiting();
    }
  }

  @Override
  public void room() {
    requests.serveWaiting();
  }

  @Override
  public void lost(LinkSession link) {
    int inDoubt = requests.lost(link);
    links.ended(link, inDoubt);
    requests.serveWaiting();
    changed();
    if (phase != Phase.OPEN) {
      advance(System.nanoTime());
    }
  }
}
