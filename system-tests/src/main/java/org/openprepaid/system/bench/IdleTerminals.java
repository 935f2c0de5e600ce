package org.openprepaid.system.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Connections that are open and say nothing. They cost this process a file descriptor each. */
final class IdleTerminals implements AutoCloseable {
  private final List<SocketChannel> channels = new ArrayList<>();

  /** Opens so many, one after another. */
  static IdleTerminals connect(String host, int port, int count) {
    IdleTerminals idle = new IdleTerminals();
    try {
      for (int i = 0; i < count; i++) {
        idle.channels.add(SocketChannel.open(new InetSocketAddress(host, port)));
      }
      return idle;
    } catch (IOException e) {
      int opened = idle.channels.size();
      idle.close();
      throw new BenchException("connection " + (opened + 1) + " cannot be opened", e);
    }
  }

  /**
   * Makes sure that the host keeps them all.
   *
   * @throws BenchException when it has hung up on one
   */
  void requireOpen() {
    ByteBuffer one = ByteBuffer.allocate(1);
    for (SocketChannel channel : channels) {
      try {
        channel.configureBlocking(false);
        if (channel.read(one) < 0) {
          throw new BenchException("the host hung up on an idle terminal");
        }
      } catch (IOException e) {
        throw new BenchException("the host hung up on an idle terminal", e);
      }
    }
  }

  @Override
  public void close() {
    for (SocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException alreadyGone) {
        // closing is all that was wanted
      }
    }
  }
}
