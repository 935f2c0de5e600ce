package org.openprepaid.softpos.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a load, with at most one purchase under way. */
final class LoadConnection {
  private static final int CONNECT_MILLIS = 1_000;

  /** Room for any reply to a purchase; a longer frame is taken for a broken line. */
  private static final int REPLY_BYTES = 2_048;

  private final LoadTerminal terminal;
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(REPLY_BYTES);
  private SocketChannel channel;
  private int traceUnderWay;
  private long sentAt;
  private long closedAt;

  LoadConnection(LoadTerminal terminal) {
    this.terminal = terminal;
  }

  LoadTerminal terminal() {
    return terminal;
  }

  /** 0 when nothing is under way. */
  int traceUnderWay() {
    return traceUnderWay;
  }

  /** In the terms of {@link System#nanoTime()}. */
  long sentAt() {
    return sentAt;
  }

  long closedAt() {
    return closedAt;
  }

  boolean isOpen() {
    return channel != null;
  }

  void open(InetSocketAddress address, Selector selector) throws IOException {
    SocketChannel opening = SocketChannel.open();
    try {
      opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
      opening.socket().connect(address, CONNECT_MILLIS);
      opening.configureBlocking(false);
      opening.register(selector, SelectionKey.OP_READ, this);
    } catch (IOException e) {
      opening.close();
      throw e;
    }
    incoming.clear();
    traceUnderWay = 0;
    channel = opening;
  }

  /** Sends what lies in the buffer; one purchase always fits the socket's own. */
  void send(ByteBuffer outgoing, int trace) throws IOException {
    traceUnderWay = trace;
    sentAt = System.nanoTime();
    channel.write(outgoing);
    if (outgoing.hasRemaining()) {
      throw new IOException("the host does not read");
    }
  }

  /**
   * Reads what has come.
   *
   * @return the length of a whole frame that was copied to {@code out}, or 0 when more is needed
   */
  int read(byte[] out) throws IOException {
    if (channel.read(incoming) < 0) {
      throw new IOException("the host hung up");
    }
    int have = incoming.position();
    if (have < 2) {
      return 0;
    }
    int frame = 2 + (incoming.getShort(0) & 0xFFFF);
    if (frame > REPLY_BYTES) {
      throw new IOException("a reply of " + frame + " bytes");
    }
    if (have < frame) {
      return 0;
    }
    incoming.flip().get(out, 0, frame);
    incoming.compact();
    return frame;
  }

  void answered() {
    traceUnderWay = 0;
  }

  void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException alreadyGone) {
        // closing is all that was wanted
      }
      channel = null;
      closedAt = System.nanoTime();
      traceUnderWay = 0;
    }
  }
}
