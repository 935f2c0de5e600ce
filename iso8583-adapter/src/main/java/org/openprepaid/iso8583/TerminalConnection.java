package org.openprepaid.iso8583;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;

/**
 * One peer: cuts its bytes into frames, hands requests on, and writes replies. An idle connection
 * holds no buffer.
 *
 * <p>Its state belongs to the channel's event loop; {@link #called}, {@link #deliver} and {@link
 * #failed} may be called from anywhere and go there.
 */
final class TerminalConnection extends ChannelInboundHandlerAdapter implements Requester {
  private final Traffic traffic;
  private final FrameBuffer frames;
  private Channel channel;
  private InetSocketAddress peer;
  private boolean registered;
  private boolean partial;
  private boolean stalled;
  private boolean closing;
  private int inFlightHere;
  private long lastReceivedNanos;
  private long partialSinceNanos;
  private long stalledSinceNanos;

  /** Whether it is in the queue of {@link InFlight}; guarded by this. */
  private boolean waiting;

  TerminalConnection(Traffic traffic) {
    this.traffic = traffic;
    this.frames = new FrameBuffer(traffic.profile().lengthBytes(), traffic.limits().maxFrame());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    channel = ctx.channel();
    lastReceivedNanos = System.nanoTime();
    // an embedded channel in a test has no such address
    peer =
        channel.remoteAddress() instanceof InetSocketAddress address
            ? address
            : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    String against = traffic.register().enter(this, peer.getAddress());
    if (against != null) {
      traffic.statistics().connectionsRefused.increment();
      traffic.log().write(OperatorMessage.CONNECTION_REFUSED, remoteAddress(), against);
      close();
      return;
    }
    registered = true;
    traffic.statistics().connectionsAccepted.increment();
    ctx.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    closing = true;
    frames.discard();
    if (registered) {
      traffic.register().leave(this, peer.getAddress());
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object received) {
    ByteBuf bytes = (ByteBuf) received;
    if (closing) {
      bytes.release();
      return;
    }
    lastReceivedNanos = System.nanoTime();
    frames.add(ctx.alloc(), bytes);
    advance();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    stalled = !channel.isWritable();
    stalledSinceNanos = System.nanoTime();
    advance();
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      traffic
          .log()
          .write(OperatorMessage.TLS_REFUSED, remoteAddress(), handshake.cause().toString());
      close();
    }
    ctx.fireUserEventTriggered(event);
  }

  /** A reset or a broken TLS record: the connection is over, and it is the peer's affair. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    close();
  }

  /** Takes the frames that are complete and find a place, then reads on or stops reading. */
  private void advance() {
    boolean blocked = takeFrames();
    if (!closing && channel.config().isAutoRead() == blocked) {
      channel.config().setAutoRead(!blocked);
    }
  }

  /** Returns whether the socket must not be read now. */
  private boolean takeFrames() {
    boolean taken = false;
    while (!closing) {
      int length = frames.next();
      if (length == FrameBuffer.INCOMPLETE) {
        break;
      }
      if (length == FrameBuffer.IMPOSSIBLE) {
        traffic.statistics().unreadableFrames.increment();
        traffic.log().write(OperatorMessage.BAD_LENGTH, remoteAddress(), frames.announced());
        close();
      } else if (mayTake()) {
        takeFrame(frames.take(length));
        taken = true;
      } else {
        partial = false;
        return true;
      }
    }
    boolean blocked = stalled || traffic.dispatch().isDraining();
    notePartial(taken, blocked);
    return blocked;
  }

  private boolean mayTake() {
    if (stalled
        || traffic.dispatch().isDraining()
        || inFlightHere >= traffic.limits().maxInFlightPerConnection()) {
      return false;
    }
    if (traffic.inFlight().enter(this)) {
      return true;
    }
    traffic.statistics().pauses.increment();
    traffic.log().write(OperatorMessage.IN_FLIGHT_LIMIT, traffic.inFlight().limit());
    return false;
  }

  /** The caller has a place in flight for it. */
  private void takeFrame(byte[] frame) {
    Exchange exchange;
    try {
      exchange = new Exchange(this, traffic.profile().read(frame));
    } catch (UnreadableMessageException e) {
      traffic.inFlight().leave();
      traffic.statistics().unreadableFrames.increment();
      traffic
          .log()
          .write(
              OperatorMessage.UNREADABLE,
              remoteAddress(),
              e.getMessage(),
              MaskedFrame.describe(traffic.profile(), frame));
      close();
      return;
    }
    inFlightHere++;
    traffic.statistics().requests.increment();
    traffic.inFlight().opened(exchange);
    traffic.dispatch().submit(exchange);
  }

  /** The time for a frame runs only while the socket is read. */
  private void notePartial(boolean taken, boolean blocked) {
    boolean now = !frames.isEmpty() && !blocked;
    if (now && (taken || !partial)) {
      partialSinceNanos = System.nanoTime();
    }
    partial = now;
  }

  private void close() {
    closing = true;
    frames.discard();
    var unused = channel.close();
  }

  /** Sends the reply, or nothing for {@code null}, and gives the request's place free. */
  @Override
  public void deliver(Exchange exchange, IsoReply reply) {
    onEventLoop(
        exchange,
        () -> {
          if (reply == null) {
            traffic.statistics().failures.increment();
          } else {
            ReplyWriter.send(traffic, channel, exchange, reply);
          }
        });
  }

  /** Logs why there is no reply, and gives the request's place free. */
  @Override
  public void failed(Exchange exchange, OperatorMessage message, String reason) {
    traffic.statistics().failures.increment();
    traffic.log().write(message, exchange.message().fields().mti(), reason);
    onEventLoop(exchange, () -> {});
  }

  private void onEventLoop(Exchange exchange, Runnable last) {
    try {
      channel
          .eventLoop()
          .execute(
              () -> {
                inFlightHere--;
                traffic.inFlight().closed(exchange);
                last.run();
                advance();
              });
    } catch (RejectedExecutionException e) {
      // the endpoint has stopped; nobody is left to send it to
      traffic.statistics().undelivered.increment();
      traffic.inFlight().closed(exchange);
    }
  }

  /** Whether it was not in the queue for a place and now is. */
  synchronized boolean markWaiting() {
    boolean entered = !waiting;
    waiting = true;
    return entered;
  }

  /** A place may be free; whoever does not need it passes the call on. */
  void called() {
    synchronized (this) {
      waiting = false;
    }
    try {
      channel
          .eventLoop()
          .execute(
              () -> {
                advance();
                traffic.inFlight().callNext();
              });
    } catch (RejectedExecutionException e) {
      traffic.inFlight().callNext();
    }
  }

  /** Closes it when it was silent, half-said or deaf for too long; on its event loop. */
  void checkTimes(long now) {
    EndpointSettings.Timeouts timeouts = traffic.timeouts();
    long frameNanos = timeouts.frame().toNanos();
    if (partial && now - partialSinceNanos > frameNanos) {
      timedOut(OperatorMessage.FRAME_TIMEOUT);
    } else if (stalled && now - stalledSinceNanos > frameNanos) {
      // or the kernel would keep the socket for minutes, trying to deliver what nobody reads
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
      timedOut(OperatorMessage.NOT_READING);
    } else if (inFlightHere == 0 && now - lastReceivedNanos > timeouts.idle().toNanos()) {
      timedOut(null);
    }
  }

  private void timedOut(OperatorMessage message) {
    traffic.statistics().timeouts.increment();
    if (message != null) {
      traffic.log().write(message, remoteAddress());
    }
    close();
  }

  /** Stops reading; what was taken is still answered. */
  void drain() {
    channel.eventLoop().execute(() -> channel.config().setAutoRead(false));
  }

  Channel channel() {
    return channel;
  }

  @Override
  public String remoteAddress() {
    return peer.getAddress().getHostAddress() + ':' + peer.getPort();
  }
}
