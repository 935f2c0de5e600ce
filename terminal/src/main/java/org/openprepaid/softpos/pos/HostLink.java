package org.openprepaid.softpos.pos;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.openprepaid.softpos.iso.Frame;
import org.openprepaid.softpos.iso.Framing;

/**
 * The terminal's line to the host: one TCP connection, made when it is needed and kept. Not
 * thread-safe.
 */
public final class HostLink implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final Framing framing;
  private Socket socket;
  private DataInputStream in;

  public HostLink(String host, int port, Framing framing) {
    this.host = host;
    this.port = port;
    this.framing = framing;
  }

  /**
   * Makes sure that there is a connection, before anything is promised to be sent.
   *
   * @throws TerminalException {@code OP-1956} when the host cannot be reached
   */
  public void connect() {
    if (socket != null && hostHungUp()) {
      close();
    }
    if (socket != null) {
      return;
    }
    Socket connecting = new Socket();
    try {
      connecting.setTcpNoDelay(true);
      connecting.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      in = new DataInputStream(new BufferedInputStream(connecting.getInputStream()));
      socket = connecting;
    } catch (IOException e) {
      closeQuietly(connecting);
      throw new TerminalException(
          "OP-1956",
          "the host at " + host + ":" + port + " cannot be reached: " + e.getMessage(),
          e);
    }
  }

  /** Sends one packed message in its frame. */
  public void send(byte[] message) throws IOException {
    sendBytes(framing.frame(message));
  }

  /** Sends bytes as they are, for tests of broken frames. */
  public void sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /**
   * Waits for one frame.
   *
   * @param deadline in the terms of {@link System#nanoTime()}
   * @return {@code null} when the deadline passes or the host hangs up
   */
  public Frame receive(long deadline) throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis <= 0 || socket == null) {
      return null;
    }
    try {
      socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
      Frame frame = Framing.read(in);
      return frame;
    } catch (SocketTimeoutException late) {
      return null;
    }
  }

  /** Hangs up; a reply that is still on its way is lost with the connection. */
  @Override
  public void close() {
    if (socket != null) {
      closeQuietly(socket);
      socket = null;
    }
  }

  /** The host may have closed its end, which shows only on reading: here, for a millisecond. */
  private boolean hostHungUp() {
    try {
      socket.setSoTimeout(1);
      in.read();
      // the end of the stream, or a reply that nobody waits for any more: begin anew either way
      return true;
    } catch (SocketTimeoutException alive) {
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyGone) {
      // closing is all that was wanted
    }
  }
}
