package org.openprepaid.iso8583;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The threads that serve the links to all hosts. */
final class OutboundLoops {
  private final EventLoopGroup loops;
  private final PooledByteBufAllocator buffers;
  private final AddressLookup lookup = new AddressLookup();

  OutboundLoops(int threads) {
    loops = IoThreads.loops(threads, "iso8583-upstream");
    buffers = IoThreads.buffers(threads);
  }

  /** The loop of the next host. */
  EventLoop next() {
    return loops.next();
  }

  PooledByteBufAllocator buffers() {
    return buffers;
  }

  AddressLookup lookup() {
    return lookup;
  }

  /** Ends the threads; waits so long, not longer. */
  void close(Duration patience) throws InterruptedException {
    lookup.close();
    var unused =
        loops
            .shutdownGracefully(0, patience.toMillis(), TimeUnit.MILLISECONDS)
            .await(patience.toMillis() + 500, TimeUnit.MILLISECONDS);
  }
}
