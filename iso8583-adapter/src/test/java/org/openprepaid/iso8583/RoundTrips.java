package org.openprepaid.iso8583;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures round trips to a host over loopback with 500 requests in flight on one link. The host is
 * a thread of the same process that turns each request into its answer. Not a test: run its {@code
 * main} by hand.
 */
final class RoundTrips {
  private static final int ROUNDS = 8;
  private static final int REQUESTS = 200_000;
  private static final int IN_FLIGHT = 500;

  private RoundTrips() {}

  public static void main(String[] arguments) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread host = new Thread(() -> serve(server), "host");
      host.setDaemon(true);
      host.start();
      TestUpstream.Settings settings =
          new TestUpstream.Settings(
              List.of(new UpstreamSettings.Address("127.0.0.1", server.getLocalPort())));
      settings.signOn = false;
      try (TestUpstream upstream = TestUpstream.signedOn(settings.build())) {
        for (int round = 0; round < ROUNDS; round++) {
          measure(upstream);
        }
      }
    }
  }

  private static void measure(TestUpstream upstream) throws InterruptedException {
    Semaphore places = new Semaphore(IN_FLIGHT);
    AtomicLong failures = new AtomicLong();
    byte[] mac = new byte[8];
    long before = System.nanoTime();
    for (int trace = 0; trace < REQUESTS; trace++) {
      places.acquire();
      var unused =
          upstream
              .host()
              .send(TestUpstream.purchase(trace), covered -> mac, TestUpstream.LONG)
              .whenComplete(
                  (answer, failure) -> {
                    if (failure != null) {
                      failures.incrementAndGet();
                    }
                    places.release();
                  });
    }
    places.acquire(IN_FLIGHT);
    long each = (System.nanoTime() - before) / REQUESTS;
    System.out.println(
        1_000_000_000L / each + " round trips a second, " + each + " ns, failed " + failures);
  }

  /** Makes 0210 of 0200 in its place: costs the host next to nothing. */
  private static void serve(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.setTcpNoDelay(true);
      DataInputStream input =
          new DataInputStream(new BufferedInputStream(socket.getInputStream(), 65_536));
      BufferedOutputStream output = new BufferedOutputStream(socket.getOutputStream(), 65_536);
      byte[] frame = new byte[4096];
      while (true) {
        int length = input.readUnsignedShort();
        input.readFully(frame, 2, length);
        frame[0] = (byte) (length >> 8);
        frame[1] = (byte) length;
        frame[4] = '1';
        output.write(Arrays.copyOf(frame, length + 2));
        if (input.available() == 0) {
          output.flush();
        }
      }
    } catch (IOException e) {
      // the other side has closed
    }
  }
}
