package org.openprepaid.iso8583;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;

/**
 * One of the links that there should be to a host: makes it, and makes it again whenever it ends,
 * after pauses that grow. On the host's event loop.
 */
final class HostLink {
  /** A link that stood for so long was a good one: the pauses start anew. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  private static final int RECEIVE_BYTES = 8192;

  /**
   * Past the higher mark a link counts as full, so that requests wait where they are surely unsent.
   */
  private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(16_384, 65_536);

  private final Upstream upstream;
  private final UpstreamSettings.Address address;
  private final LinkEvents events;
  private final Backoff backoff;
  private LinkSession session;
  private ScheduledFuture<?> pause;
  private boolean connecting;
  private boolean closed;

  HostLink(
      Upstream upstream, UpstreamSettings.Address address, LinkEvents events, Backoff backoff) {
    this.upstream = upstream;
    this.address = address;
    this.events = events;
    this.backoff = backoff;
  }

  /** Begins to connect. */
  void open() {
    pause = null;
    connecting = true;
    var unused =
        upstream
            .lookup()
            .find(address)
            .whenCompleteAsync(
                (found, failure) -> {
                  if (closed) {
                    connecting = false;
                  } else if (failure != null) {
                    failed(failure);
                  } else {
                    connect(found);
                  }
                },
                upstream.loop());
  }

  private void connect(InetSocketAddress found) {
    LinkSession attempt = new LinkSession(upstream, address.toString(), events);
    var unused =
        new Bootstrap()
            .group(upstream.loop())
            .channel(NioSocketChannel.class)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) upstream.settings().timeouts().connect().toMillis())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.ALLOCATOR, upstream.buffers())
            .option(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    // known before it is active, so that its sign-on finds it in its place
                    session = attempt;
                    if (upstream.tls() != null) {
                      channel.pipeline().addLast(tls(channel));
                    }
                    channel.pipeline().addLast(attempt);
                  }
                })
            .connect(found)
            .addListener(connected -> connected((ChannelFuture) connected, attempt));
  }

  private SslHandler tls(Channel channel) {
    SslHandler handler = upstream.tls().newHandler(channel.alloc(), address.host(), address.port());
    handler.setHandshakeTimeoutMillis(upstream.settings().timeouts().connect().toMillis());
    if (upstream.settings().verifyName()) {
      SSLParameters parameters = handler.engine().getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      handler.engine().setSSLParameters(parameters);
    }
    return handler;
  }

  private void connected(ChannelFuture future, LinkSession attempt) {
    connecting = false;
    if (!future.isSuccess()) {
      session = null;
      if (!closed) {
        failed(future.cause());
      }
    } else if (closed) {
      attempt.end("closed");
    }
  }

  private void failed(Throwable cause) {
    connecting = false;
    upstream.statistics().reconnects.increment();
    Duration next = again();
    upstream.log().write(OperatorMessage.CANNOT_CONNECT, address, cause, next.toMillis());
  }

  /**
   * Its session is over.
   *
   * @param inDoubt how many requests it had in flight
   */
  void ended(int inDoubt) {
    LinkSession over = session;
    session = null;
    if (closed) {
      return;
    }
    if (over.stood(System.nanoTime()) >= GOOD.toNanos()) {
      backoff.reset();
    }
    upstream.statistics().reconnects.increment();
    Duration next = again();
    upstream
        .log()
        .write(OperatorMessage.LINK_LOST, address, over.endReason(), inDoubt, next.toMillis());
  }

  private Duration again() {
    Duration next = backoff.next();
    pause = upstream.loop().schedule(this::open, next.toNanos(), TimeUnit.NANOSECONDS);
    return next;
  }

  /** The link as it stands; {@code null} when there is none. */
  LinkSession session() {
    return session;
  }

  void checkTimes(long now) {
    if (session != null) {
      session.checkTimes(now);
    }
  }

  /** Makes no link any more; the one there is signs off. */
  void leave() {
    closed = true;
    if (pause != null) {
      pause.cancel(false);
    }
    if (session != null) {
      session.leave();
    }
  }

  /** Closes without waiting for the host. */
  void cut() {
    if (session != null) {
      session.end("closed");
    }
  }

  /** Whether nothing is left of it. */
  boolean isGone() {
    return session == null && !connecting;
  }
}
