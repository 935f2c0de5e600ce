package org.openprepaid.iso8583;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * The listening socket and the few threads that serve all connections. Opening does not block: a
 * port that is taken is tried again until it is free or the server is closed.
 */
final class SocketServer {
  private static final Duration BIND_RETRY = Duration.ofSeconds(2);
  private static final int RETRIES_A_LOG_LINE = 30;
  private static final Duration SWEEP = Duration.ofMillis(500);
  private static final int BACKLOG = 1024;
  private static final int RECEIVE_BYTES = 2048;

  /** Replies are a few hundred bytes: past the higher mark the peer does not read. */
  private static final WriteBufferWaterMark WATER_MARKS = new WriteBufferWaterMark(8192, 32_768);

  private final EndpointSettings settings;
  private final Traffic traffic;
  private final SslContext tls;
  private final IntConsumer listening;
  private final EventLoopGroup loops;
  private final ServerBootstrap bootstrap;
  private Channel listener;
  private boolean closed;
  private int attempts;

  /**
   * @param tls {@code null}: none
   * @param listening told the port once the socket is open
   */
  SocketServer(EndpointSettings settings, Traffic traffic, SslContext tls, IntConsumer listening) {
    this.settings = settings;
    this.traffic = traffic;
    this.tls = tls;
    this.listening = listening;
    this.loops = IoThreads.loops(settings.ioThreads(), "iso8583-" + settings.profile().name());
    this.bootstrap = bootstrap();
  }

  private ServerBootstrap bootstrap() {
    PooledByteBufAllocator buffers = IoThreads.buffers(settings.ioThreads());
    return new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.SO_KEEPALIVE, true)
        .childOption(ChannelOption.ALLOCATOR, buffers)
        .childOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
        .childHandler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                if (tls != null) {
                  SslHandler handler = tls.newHandler(channel.alloc());
                  handler.setHandshakeTimeoutMillis(settings.timeouts().frame().toMillis());
                  channel.pipeline().addLast(handler);
                }
                channel.pipeline().addLast(new TerminalConnection(traffic));
              }
            });
  }

  /** Starts listening, once. */
  synchronized void open() {
    if (attempts == 0 && !closed) {
      for (EventExecutor loop : loops) {
        var unused =
            loop.scheduleAtFixedRate(
                () -> sweep(loop), SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
      }
      bind();
    }
  }

  private synchronized void bind() {
    if (closed) {
      return;
    }
    attempts++;
    var unused =
        bootstrap
            .bind(new InetSocketAddress(settings.host(), settings.port()))
            .addListener(bound -> bound((ChannelFuture) bound));
  }

  private synchronized void bound(ChannelFuture bind) {
    if (closed) {
      var unused = bind.channel().close();
      return;
    }
    if (!bind.isSuccess()) {
      if (attempts % RETRIES_A_LOG_LINE == 1) {
        traffic.log().write(OperatorMessage.CANNOT_BIND, address(), bind.cause());
      }
      var unused = loops.schedule(this::bind, BIND_RETRY.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    listener = bind.channel();
    int port = ((InetSocketAddress) listener.localAddress()).getPort();
    listening.accept(port);
    traffic.log().write(OperatorMessage.ACTIVE, settings.host() + ':' + port);
  }

  private String address() {
    return settings.host() + ':' + settings.port();
  }

  /** Each loop looks after its own connections, so that their state needs no locks. */
  private void sweep(EventExecutor loop) {
    long now = System.nanoTime();
    for (TerminalConnection connection : traffic.register().connections()) {
      if (connection.channel().eventLoop() == loop) {
        connection.checkTimes(now);
      }
    }
    traffic.inFlight().expire(now - settings.timeouts().reply().toNanos());
  }

  /** Accepts no more connections and reads no more requests. */
  void drain() throws InterruptedException {
    Channel open;
    synchronized (this) {
      closed = true;
      open = listener;
    }
    if (open != null) {
      open.close().await(1, TimeUnit.SECONDS);
    }
    for (TerminalConnection connection : traffic.register().connections()) {
      try {
        connection.drain();
      } catch (RejectedExecutionException e) {
        // already stopped
      }
    }
  }

  /** Closes every connection and ends the threads; waits so long, not longer. */
  void close(Duration patience) throws InterruptedException {
    for (TerminalConnection connection : traffic.register().connections()) {
      var unused = connection.channel().close();
    }
    loops
        .shutdownGracefully(0, patience.toMillis(), TimeUnit.MILLISECONDS)
        .await(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
  }
}
