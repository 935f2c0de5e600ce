package org.openprepaid.upstreamhost.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jpos.iso.ISOException;

/**
 * A connection of an acquirer. What is sent is queued and written by a thread of the link's own, so
 * that an acquirer that does not read holds up nobody; one that leaves too much unread is hung up
 * on.
 */
public final class Link {
  private static final int UNREAD_LIMIT = 20_000;
  private static final int WRITE_AT_ONCE = 32_768;
  private static final byte[] HANG_UP = {};

  private final DialectChannel channel;
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(UNREAD_LIMIT);
  private final Thread writer;
  private volatile boolean open = true;

  Link(DialectChannel channel, int number) {
    this.channel = channel;
    writer = new Thread(this::write, "link-" + number);
    writer.setDaemon(true);
    writer.start();
  }

  /** Queues a frame, or any bytes; of a closed link they are dropped. */
  public void send(byte[] frame) {
    if (open && !waiting.offer(frame)) {
      close();
    }
  }

  /** Hangs up when all that was queued is written. */
  public void hangUp() {
    send(HANG_UP);
  }

  /** Hangs up at once. */
  public void close() {
    if (open) {
      open = false;
      writer.interrupt();
      try {
        // first, or a writer whose acquirer does not read would be waited for
        Socket socket = channel.getSocket();
        if (socket != null) {
          socket.close();
        }
        channel.disconnect();
      } catch (IOException e) {
        FaultLog.report("a link did not close: " + e.getMessage());
      }
    }
  }

  public boolean isOpen() {
    return open;
  }

  /** The channel has seen the end. */
  void ended() {
    open = false;
    writer.interrupt();
  }

  private void write() {
    try {
      while (open) {
        byte[] next = waiting.take();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        while (next != null && next != HANG_UP) {
          bytes.writeBytes(next);
          next = bytes.size() < WRITE_AT_ONCE ? waiting.poll() : null;
        }
        if (bytes.size() > 0) {
          channel.send(bytes.toByteArray());
        }
        if (next == HANG_UP) {
          close();
        }
      }
    } catch (IOException | ISOException e) {
      // the acquirer hung up
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
