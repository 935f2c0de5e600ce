package org.openprepaid.upstreamhost.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.openprepaid.upstreamhost.HostException;
import org.openprepaid.upstreamhost.wire.FaultLog;

/** Takes commands at a port of this machine only: who can connect can have PINs encrypted. */
public final class ControlPort implements AutoCloseable {
  private static final int CONNECTIONS = 16;
  private static final int LINE_LIMIT = 4096;

  private final ServerSocket socket;
  private final ControlCommands commands;
  private final Semaphore room = new Semaphore(CONNECTIONS);

  /**
   * Listens.
   *
   * @param port 0 for any
   * @throws HostException {@code OP-1983} when it is in use
   */
  public ControlPort(int port, ControlCommands commands) {
    this.commands = commands;
    try {
      socket = new ServerSocket(port, CONNECTIONS, InetAddress.getLoopbackAddress());
    } catch (IOException | IllegalArgumentException e) {
      throw new HostException(
          "OP-1983", "cannot listen at control port " + port + ": " + e.getMessage(), e);
    }
    start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      FaultLog.report("the control port did not close: " + e.getMessage());
    }
  }

  private void accept() {
    try {
      while (true) {
        room.acquire();
        Socket connection = socket.accept();
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = connection.getInputStream();
        OutputStream out = connection.getOutputStream()) {
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String line = line(reader);
      while (line != null) {
        if (!line.isBlank()) {
          out.write((commands.run(line) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        line = line(reader);
      }
    } catch (IOException e) {
      // who gave commands has gone
    } finally {
      room.release();
    }
  }

  /** Null at the end, and when a line does not end within its limit. */
  private static String line(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    while (c >= 0 && c != '\n' && line.length() < LINE_LIMIT) {
      line.append((char) c);
      c = reader.read();
    }
    return c == '\n' || (c < 0 && line.length() > 0) ? line.toString() : null;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "control");
    thread.setDaemon(true);
    thread.start();
  }
}
