package org.openprepaid.messaging;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.messaging.OutboxQueue.Alarm;
import org.openprepaid.upstream.DebtDelivery;
import org.openprepaid.upstream.DebtTicket;
import org.openprepaid.upstream.UpstreamDebts;

/**
 * Moves what is owed and due from the table to the queue. Several relays may run, on several nodes:
 * each passes over the rows that another has locked.
 *
 * <p>The messages are sent while the rows are locked, in a transaction of the broker's own, and the
 * rows marked and committed after that. Killed in between, it leaves rows that are sent again, and
 * messages that are dropped: see decision 0012.
 */
final class OutboxRelay {
  /** Rows a transaction: large enough to share a commit, small enough to hold locks for moments. */
  static final int BATCH = 250;

  /** So long past its time a message counts as lost. */
  static final Duration LOST_AFTER = Duration.ofSeconds(60);

  private static final int SWEEP_BATCH = 1_000;

  private final OwnTransaction transactions;
  private final DebtDelivery delivery;
  private final OutboxQueue queue;
  private final OwedLimits limits;
  private final OwedTally tally;
  private final Clock clock;

  OutboxRelay(
      OwnTransaction transactions,
      DebtDelivery delivery,
      OutboxQueue queue,
      OwedLimits limits,
      OwedTally tally,
      Clock clock) {
    this.transactions = transactions;
    this.delivery = delivery;
    this.queue = queue;
    this.limits = limits;
    this.tally = tally;
    this.clock = clock;
  }

  /**
   * Moves what is due for hosts that can be reached, up to their bounds.
   *
   * @return how many
   * @throws SQLException when the database, {@code RuntimeException} when the broker is away; what
   *     was not moved stays as it was
   */
  int pass() throws SQLException {
    int moved = 0;
    for (String host : transactions.run(c -> new UpstreamDebts(c).dueHosts(now()))) {
      if (delivery.isAvailable(host)) {
        moved += pass(host);
      }
    }
    return moved;
  }

  private int pass(String host) throws SQLException {
    int max = limits.maxQueued();
    int room = max - transactions.run(c -> new UpstreamDebts(c).queued(host, now(), max));
    int moved = 0;
    while (room > 0) {
      int wanted = Math.min(room, BATCH);
      int batch = transactions.run(c -> move(new UpstreamDebts(c), host, wanted));
      moved += batch;
      room = batch < wanted ? 0 : room - batch;
    }
    return moved;
  }

  private int move(UpstreamDebts debts, String host, int wanted) throws SQLException {
    List<DebtTicket> claimed = debts.claim(host, now(), wanted);
    if (!claimed.isEmpty()) {
      queue.send(claimed.stream().map(ticket -> new Alarm(ticket, Duration.ZERO)).toList());
      debts.queue(claimed);
      tally.relayed.add(claimed.size());
    }
    return claimed.size();
  }

  /**
   * Puts back what should have been looked at long ago: its message is lost, with a broker, with a
   * node, or between a commit and a send.
   *
   * @return how many
   */
  int sweep() throws SQLException {
    LocalDateTime dueBefore = now().minus(LOST_AFTER);
    int swept = 0;
    int batch;
    do {
      batch = transactions.run(c -> new UpstreamDebts(c).putBackLost(dueBefore, SWEEP_BATCH));
      swept += batch;
    } while (batch == SWEEP_BATCH);
    tally.lost.add(swept);
    return swept;
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock);
  }
}
