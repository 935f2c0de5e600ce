package org.openprepaid.messaging;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.upstream.DebtDelivery;

/** A server's part in delivering what is owed: relay, desk and consumers. */
final class Node implements AutoCloseable {
  static final OwedLimits LIMITS = new OwedLimits(20, Duration.ofDays(3), 64, 2_000);

  final OwedTally tally = new OwedTally();
  final OutboxRelay relay;
  final OwedDesk desk;
  private final Thread thread;
  private final List<JMSContext> consumers = new ArrayList<>();

  /**
   * @param chance for the pauses; 0 makes them as short as they may be
   */
  Node(
      OwnTransaction transactions,
      DebtDelivery hosts,
      OutboxQueue queue,
      OwedLimits limits,
      double chance) {
    Clock clock = Clock.systemUTC();
    relay = new OutboxRelay(transactions, hosts, queue, limits, tally, clock);
    desk =
        new OwedDesk(
            new OwedDesk.Surroundings(transactions, hosts, queue, clock),
            limits,
            tally,
            () -> chance,
            Duration.ofMillis(20));
    thread = new Thread(desk, "desk");
    thread.start();
  }

  void consume(ConnectionFactory broker, int sessions) {
    for (int i = 0; i < sessions; i++) {
      JMSContext context = broker.createContext();
      context
          .createConsumer(context.createQueue(OutboxMessages.OUTBOX))
          .setMessageListener(
              message ->
                  OutboxMessages.read(message)
                      .ifPresent(
                          ticket -> {
                            try {
                              desk.take(ticket);
                            } catch (InterruptedException e) {
                              Thread.currentThread().interrupt();
                            }
                          }));
      consumers.add(context);
    }
  }

  /** Killed: what is in hand is gone. */
  void kill() {
    close();
  }

  @Override
  public void close() {
    consumers.forEach(JMSContext::close);
    desk.stop();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
