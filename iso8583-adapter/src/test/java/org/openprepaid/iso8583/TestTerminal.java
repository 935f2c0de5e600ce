package org.openprepaid.iso8583;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HexFormat;

/** A terminal as its socket: sends and receives bytes, knows the length before a frame. */
final class TestTerminal implements AutoCloseable {
  static final String TPDU = "6000030000";
  static final String REPLY_TPDU = "6000000003";
  static final String HEADER = "603100310000";
  private static final int PATIENCE_MS = 20_000;

  private final Socket socket;
  private final DataInputStream input;

  TestTerminal(Iso8583EndpointMXBean server) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), server.getPort()));
  }

  TestTerminal(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    input = new DataInputStream(socket.getInputStream());
  }

  static byte[] hex(String... parts) {
    return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
  }

  /** A CUP echo test with a trace number, in its frame. */
  static byte[] echo(int trace) {
    return framed(
        hex(
            TPDU,
            HEADER,
            "0820",
            "0020000000800010", // 11, 41, 60
            "%06d".formatted(trace),
            "3030303030303031",
            "0011 000000010010"));
  }

  /** What the echoing bean answers to {@link #echo}, without its length. */
  static byte[] echoReply(int trace) {
    return hex(
        REPLY_TPDU,
        HEADER,
        "0830",
        "0020000002800010", // 11, 39, 41, 60
        "%06d".formatted(trace),
        "3030",
        "3030303030303031",
        "0011 000000010010");
  }

  /** The bean of most tests: approves, and gives the elements back. */
  static IsoReply approval(IsoRequest request) {
    char[] mti = request.fields().mti().toCharArray();
    mti[2]++;
    IsoFields reply = new IsoFields(new String(mti));
    request.fields().present().stream()
        .forEach(field -> reply.put(field, request.fields().value(field)));
    return IsoReply.withoutMac(reply.set(39, "00"));
  }

  static byte[] framed(byte[] message) {
    byte[] frame = new byte[message.length + 2];
    frame[0] = (byte) (message.length >> 8);
    frame[1] = (byte) message.length;
    System.arraycopy(message, 0, frame, 2, message.length);
    return frame;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  byte[] receive() throws IOException {
    byte[] frame = new byte[input.readUnsignedShort()];
    input.readFully(frame);
    return frame;
  }

  /** Waits for the server to close the connection; false when it sends something instead. */
  boolean isClosedByServer() throws IOException {
    try {
      return input.read() < 0;
    } catch (SocketException | EOFException e) {
      return true;
    }
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
