package org.openprepaid.upstreamhost;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.openprepaid.upstreamhost.key.PinBlock;
import org.openprepaid.upstreamhost.key.Tdes;

/** The acquirer's side of a link. */
public final class Acquirer implements AutoCloseable {
  private static final AtomicInteger TRACE = new AtomicInteger();

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private Tdes zak = TestBank.ZAK;

  public Acquirer(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  public void use(Tdes otherZak) {
    zak = otherZak;
  }

  public static WireMessage request(String mti, String code, String condition, long amount) {
    String trace = String.format("%06d", TRACE.incrementAndGet());
    return new WireMessage(mti)
        .with(2, TestBank.CARD)
        .with(3, code)
        .with(4, String.format("%012d", amount))
        .with(7, "1125093000")
        .with(11, trace)
        .with(12, "173000")
        .with(13, "1125")
        .with(22, "012")
        .with(25, condition)
        .with(32, TestBank.ACQUIRER)
        .with(37, "000000" + trace)
        .with(41, "TERM0001")
        .with(42, "MERCHANT0000001")
        .with(49, "156");
  }

  public static WireMessage purchase(long amount) {
    return request("0200", "000000", "00", amount);
  }

  /** With element 90 of what it is about. */
  public static WireMessage about(WireMessage original, WireMessage message) {
    String acquirer = String.format("%011d", Long.parseLong(original.get(32)));
    return message.with(
        90, original.mti() + original.get(11) + original.get(7) + acquirer + "0".repeat(11));
  }

  public static WireMessage reversalOf(WireMessage original, String reason) {
    WireMessage reversal = request("0420", original.get(3), original.get(25), 0);
    for (int element : new int[] {2, 4, 32, 37, 41, 42, 49}) {
      reversal.with(element, original.get(element));
    }
    return about(original, reversal.with(39, reason));
  }

  public static String pinBlock(Tdes zpk, String pin, String pan) {
    return HexFormat.of().withUpperCase().formatHex(PinBlock.encrypt(zpk, pin, pan));
  }

  /** Sends it with its MAC. */
  public void send(WireMessage message) throws IOException {
    sendBytes(message.mti().startsWith("08") ? message.bytes() : message.bytes(zak));
  }

  public void sendBytes(byte[] bytes) throws IOException {
    byte[] frame = new byte[bytes.length + 2];
    frame[0] = (byte) (bytes.length >> 8);
    frame[1] = (byte) bytes.length;
    System.arraycopy(bytes, 0, frame, 2, bytes.length);
    out.write(frame);
  }

  public byte[] receiveBytes() throws IOException {
    byte[] bytes = new byte[in.readUnsignedShort()];
    in.readFully(bytes);
    return bytes;
  }

  public WireMessage receive() throws IOException {
    return WireMessage.parse(receiveBytes());
  }

  public WireMessage exchange(WireMessage message) throws IOException {
    send(message);
    return receive();
  }

  /** Whether nothing comes for so long. */
  public boolean isSilentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.readUnsignedByte();
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    } finally {
      socket.setSoTimeout(10_000);
    }
  }

  /** Whether the host hangs up. */
  public boolean isHungUpOn() throws IOException {
    try {
      while (true) {
        receiveBytes();
      }
    } catch (SocketTimeoutException e) {
      return false;
    } catch (EOFException e) {
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
