package org.openprepaid.messaging;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.LocalBean;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.upstream.DebtDelivery;
import org.openprepaid.upstream.DebtRelay;
import org.openprepaid.upstream.DebtTicket;
import org.openprepaid.upstream.UpstreamDebts;

/**
 * Runs the relay and the desk, each on a thread of its own, outside any transaction; what they call
 * begins its own.
 */
@Singleton
@Startup
@LocalBean
@Local(DebtRelay.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class OwedService implements DebtRelay {
  private static final Logger LOG = Logger.getLogger(OwedService.class.getName());
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  /** Longer, and the server's own shutdown would be cut short. */
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(5);

  @Resource private ManagedThreadFactory threads;
  @EJB private OutboxQueue queue;
  @Inject private OwnTransaction transactions;
  @Inject private MetricRegistry metrics;
  @Inject private DebtDelivery delivery;

  @Inject
  @ConfigProperty(name = "openprepaid.owed.max-tries", defaultValue = "20")
  private int maxTries;

  @Inject
  @ConfigProperty(name = "openprepaid.owed.max-age-hours", defaultValue = "72")
  private int maxAgeHours;

  @Inject
  @ConfigProperty(name = "openprepaid.owed.max-in-flight", defaultValue = "64")
  private int maxInFlight;

  @Inject
  @ConfigProperty(name = "openprepaid.owed.max-queued", defaultValue = "2000")
  private int maxQueued;

  private OwedDesk desk;
  private RelayRounds rounds;
  private Thread deskThread;
  private Thread relayThread;
  private Notice unreadable;

  /** For the container. */
  public OwedService() {}

  @PostConstruct
  void start() {
    Clock clock = Clock.systemUTC();
    unreadable = new Notice(Level.WARNING, Duration.ofSeconds(30), clock);
    OwedLimits limits =
        new OwedLimits(maxTries, Duration.ofHours(maxAgeHours), maxInFlight, maxQueued);
    OwedTally tally = new OwedTally();
    OwedWatch watch = new OwedWatch(transactions, clock);
    OutboxRelay relay = new OutboxRelay(transactions, delivery, queue, limits, tally, clock);
    rounds = new RelayRounds(relay, watch, new OwedGauges(metrics, watch, tally)::publish, clock);
    desk =
        new OwedDesk(
            new OwedDesk.Surroundings(transactions, delivery, queue, clock),
            limits,
            tally,
            () -> ThreadLocalRandom.current().nextDouble(),
            PAUSE_AFTER_FAILURE);
    deskThread = started(desk, "prepaid-owed-desk");
    relayThread = started(rounds, "prepaid-owed-relay");
  }

  private Thread started(Runnable work, String name) {
    Thread thread = threads.newThread(work);
    thread.setName(name);
    thread.start();
    return thread;
  }

  /** What is in hand and not begun goes back, so that it need not wait until it is missed. */
  @PreDestroy
  void stop() {
    rounds.stop();
    desk.stop();
    try {
      deskThread.join(STOPPED_WITHIN.toMillis());
      deskThread.interrupt();
      relayThread.interrupt();
      Collection<DebtTicket> left = desk.inHand();
      if (!left.isEmpty()) {
        transactions.run(
            connection -> {
              new UpstreamDebts(connection).putBack(left);
              return null;
            });
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException e) {
      LOG.log(Level.FINE, "what was in hand is left to the sweep", e);
    }
  }

  @Override
  public void wake() {
    rounds.wake();
  }

  /** Takes a message of the outbox queue; waits while there is too much to do. */
  public void take(Message message) {
    List<DebtTicket> ticket = OutboxMessages.read(message).stream().toList();
    if (ticket.isEmpty()) {
      unreadable.say("OP-1671 a message in " + OutboxMessages.OUTBOX + " is unreadable", null);
    } else {
      take(ticket.get(0));
    }
  }

  private void take(DebtTicket ticket) {
    try {
      desk.take(ticket);
    } catch (InterruptedException e) {
      // the server ends, and the sweep finds the debt
      Thread.currentThread().interrupt();
    }
  }
}
