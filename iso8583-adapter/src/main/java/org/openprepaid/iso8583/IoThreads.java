package org.openprepaid.iso8583;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/** The few threads that serve sockets, and the buffers that they share. */
final class IoThreads {
  private IoThreads() {}

  static EventLoopGroup loops(int threads, String name) {
    return new NioEventLoopGroup(threads, new Threads(name));
  }

  /** Small arenas that grow with traffic, not with connections; an idle one holds no buffer. */
  static PooledByteBufAllocator buffers(int threads) {
    return new PooledByteBufAllocator(true, 0, threads, 8192, 6, 64, 32, false);
  }

  /** Threads that do not hold on to the class loader of the application that was being deployed. */
  private static final class Threads extends DefaultThreadFactory {
    private Threads(String name) {
      super(name, true);
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
      Thread thread = super.newThread(task, name);
      thread.setContextClassLoader(IoThreads.class.getClassLoader());
      return thread;
    }
  }
}
