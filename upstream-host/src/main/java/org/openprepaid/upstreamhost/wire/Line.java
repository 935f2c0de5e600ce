package org.openprepaid.upstreamhost.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.openprepaid.upstreamhost.HostException;

/**
 * What the parts that Q2 makes from its descriptors find by the host's name: where to listen, the
 * links, and who takes the messages.
 */
public final class Line {
  private static final int BACKLOG = 64;

  private final String address;
  private final int port;
  private final Links links;
  private final BiConsumer<Link, ReceivedMessage> receiver;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private ServerSocket listening;
  private ServerSocket reserved;

  /**
   * A line; its port is taken at once, so that a port 0 is known before anything is deployed.
   *
   * @throws HostException {@code OP-1983} when it is in use
   */
  public Line(String address, int port, Links links, BiConsumer<Link, ReceivedMessage> receiver) {
    this.address = address;
    this.links = links;
    this.receiver = receiver;
    reserved = bound(port);
    this.port = reserved.getLocalPort();
  }

  public int port() {
    return port;
  }

  Links links() {
    return links;
  }

  BiConsumer<Link, ReceivedMessage> receiver() {
    return receiver;
  }

  /** For jPOS's server, each time it begins to listen. */
  ServerSocket listen() {
    lock.lock();
    try {
      listening = reserved != null ? reserved : bound(port);
      reserved = null;
      changed.signalAll();
      return listening;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until jPOS's server listens. */
  public boolean awaitListening(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (listening == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      return listening != null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Stops listening at once, and hangs up on everyone. */
  public void hangUp() {
    lock.lock();
    try {
      close(listening);
      close(reserved);
      listening = null;
      reserved = null;
    } finally {
      lock.unlock();
    }
    links.closeAll();
  }

  private static void close(ServerSocket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new HostException("OP-1983", "cannot stop listening", e);
    }
  }

  private ServerSocket bound(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), wanted), BACKLOG);
      return socket;
    } catch (IOException | IllegalArgumentException e) {
      throw new HostException(
          "OP-1983", "cannot listen at " + address + " port " + wanted + ": " + e.getMessage(), e);
    }
  }
}
