package org.openprepaid.messaging;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.openprepaid.upstream.DebtDelivery.Delivery;

/**
 * Measures how fast debts are settled with a host that answers in a millisecond: a number to look
 * at, not a test.
 */
final class OwedDrain {
  private static final String HOST = "CUPNET";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private OwedDrain() {}

  /**
   * @param args how many debts (20000), and how many sessions take messages (8)
   */
  public static void main(String[] args) throws Exception {
    int debts = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int sessions = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Executor inAMillisecond = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    FakeHosts hosts = new FakeHosts();
    hosts.signOn(HOST);
    hosts.behave(
        debt -> CompletableFuture.<Delivery>supplyAsync(() -> FakeHosts.HAS_IT, inAMillisecond));
    Path directory = Files.createTempDirectory("owed-drain");
    try (OwedHouse house = OwedHouse.open(directory);
        Node node = new Node(house, hosts, new Outbox(house), Node.LIMITS, 0.5)) {
      node.consume(house.messaging(), sessions);
      for (int round = 1; round <= 3; round++) {
        house.owe(HOST, debts);
        long settledBefore = node.tally.settled.sum();
        long start = System.nanoTime();
        while (node.tally.settled.sum() - settledBefore < debts) {
          if (node.relay.pass() == 0) {
            TimeUnit.MILLISECONDS.sleep(20);
          }
          if (System.nanoTime() - start > PATIENCE.toNanos()) {
            throw new IllegalStateException("not settled in " + PATIENCE);
          }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            Locale.ROOT, "%d debts in %.1f s: %.0f/s%n", debts, seconds, debts / seconds);
      }
    }
    // the broker's threads would keep it alive
    System.exit(0);
  }
}
