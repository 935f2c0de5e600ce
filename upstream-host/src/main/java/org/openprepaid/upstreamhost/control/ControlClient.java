package org.openprepaid.upstreamhost.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.openprepaid.upstreamhost.HostException;

/** Gives commands to a simulator that runs as a program of its own. Not thread-safe. */
public final class ControlClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader reader;

  /**
   * Connects.
   *
   * @throws HostException {@code OP-1986} when nothing listens there
   */
  public ControlClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new HostException("OP-1986", "no simulator has its control port at " + port, e);
    }
  }

  /**
   * Gives a command.
   *
   * @return what stands behind {@code OK}
   * @throws HostException with the simulator's code and words when it could not do it
   */
  public String command(String line) {
    try {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      String answer = reader.readLine();
      if (answer == null) {
        throw new HostException("OP-1986", "the simulator has gone");
      }
      if (!answer.startsWith("OK")) {
        throw new HostException(answer.split(" ", 2)[0], answer.replaceFirst("^\\S+ ?", ""));
      }
      return answer.substring(2).strip();
    } catch (IOException e) {
      throw new HostException("OP-1986", "the simulator does not answer", e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
