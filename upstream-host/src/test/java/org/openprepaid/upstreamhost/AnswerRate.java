package org.openprepaid.upstreamhost;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures, by hand: purchases over one link, so many at a time under way.
 *
 * <p>{@code AnswerRate PORT MESSAGES IN-FLIGHT}
 */
public final class AnswerRate {
  private AnswerRate() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    measure(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
  }

  /** Answers a second. */
  static double measure(int port, int messages, int inFlight)
      throws IOException, InterruptedException {
    // another one each time, or the host would know the messages again
    long firstTime = System.currentTimeMillis() / 1_000 % 1_000_000_000;
    byte[][] requests = new byte[messages][];
    for (int i = 0; i < messages; i++) {
      requests[i] =
          Acquirer.purchase(1)
              .with(7, String.format("%010d", firstTime + i / 1_000_000))
              .bytes(TestBank.ZAK);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      Semaphore room = new Semaphore(inFlight);
      AtomicLong approved = new AtomicLong();
      Thread reader = new Thread(() -> read(socket, messages, room, approved));
      reader.start();
      long begin = System.nanoTime();
      DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 16_384));
      for (byte[] request : requests) {
        if (!room.tryAcquire()) {
          out.flush();
          room.acquire();
        }
        out.writeShort(request.length);
        out.write(request);
      }
      out.flush();
      reader.join();
      double rate = messages / ((System.nanoTime() - begin) / 1e9);
      System.out.printf("%d answers, %d approved, %.0f/s%n", messages, approved.get(), rate);
      return rate;
    }
  }

  private static void read(Socket socket, int messages, Semaphore room, AtomicLong approved) {
    try {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
      for (int i = 0; i < messages; i++) {
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        if (new String(answer, StandardCharsets.ISO_8859_1).startsWith("0210")) {
          approved.incrementAndGet();
        }
        room.release();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
