package org.openprepaid.softpos.host;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.openprepaid.softpos.iso.Frame;
import org.openprepaid.softpos.iso.Framing;

/** A host on the loopback that answers as the profile page says, for tests only. */
public final class FakeHost implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger toIgnore = new AtomicInteger();
  private final HostBook book;
  private final Thread accepting;

  public FakeHost(HostBook book) {
    this.book = book;
    try {
      this.server = new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.accepting = start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  public HostBook book() {
    return book;
  }

  /** The next requests are carried out but not answered. */
  public void keepSilent(int requests) {
    toIgnore.set(requests);
  }

  /** Closes all lines; new ones may be made. */
  public void hangUp() throws IOException {
    for (Socket socket : connections) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // the port is free only when nobody waits at it any more
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    hangUp();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        connections.add(socket);
        start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      while (true) {
        Frame frame = Framing.read(in);
        Framing reply =
            new Framing(new Framing(frame.tpdu(), frame.header()).replyTpdu(), frame.header());
        byte[] answer = book.answer(frame.message());
        if (toIgnore.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
          socket.getOutputStream().write(reply.frame(answer));
        }
      }
    } catch (EOFException | SocketException hungUp) {
      connections.remove(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "fake-host");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
