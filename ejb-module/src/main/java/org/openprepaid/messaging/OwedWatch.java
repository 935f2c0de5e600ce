package org.openprepaid.messaging;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.upstream.DebtCount;
import org.openprepaid.upstream.DebtRegister;
import org.openprepaid.upstream.UpstreamDebt.Status;

/** Counts what is owed, and speaks up when something has been owed for too long. */
final class OwedWatch {
  /** Nothing should be owed for longer. */
  static final Duration TOO_LONG = Duration.ofMinutes(10);

  private final OwnTransaction transactions;
  private final Clock clock;
  private final Notice late;
  private volatile Sight sight = new Sight(Map.of(), null);

  /**
   * What was there at a look.
   *
   * @param oldest when the oldest that is still owed or queued arose, {@code null} when none is
   */
  private record Sight(Map<Status, Long> totals, DebtCount oldest) {}

  OwedWatch(OwnTransaction transactions, Clock clock) {
    this.transactions = transactions;
    this.clock = clock;
    this.late = new Notice(Level.WARNING, TOO_LONG, clock);
  }

  /** Counts anew. */
  void look() throws SQLException {
    List<DebtCount> counts = transactions.run(c -> new DebtRegister(c).openCounts());
    DebtCount oldest =
        counts.stream()
            .filter(each -> each.status() != Status.DEAD && each.oldest() != null)
            .min((one, other) -> one.oldest().compareTo(other.oldest()))
            .orElse(null);
    sight = new Sight(DebtRegister.totals(counts), oldest);
    if (oldestSeconds() > TOO_LONG.toSeconds()) {
      late.say(
          "OP-1675 host %s has been owed something for %d minutes; owed %d, queued %d"
              .formatted(
                  oldest.host(), oldestSeconds() / 60, total(Status.OWED), total(Status.QUEUED)),
          null);
    }
  }

  /** How many were in this state at the last look; 0 for states that are an end. */
  long total(Status status) {
    return sight.totals().getOrDefault(status, 0L);
  }

  /** How long the oldest of those has been owed that are still to be delivered; 0 without any. */
  long oldestSeconds() {
    DebtCount oldest = sight.oldest();
    if (oldest == null) {
      return 0;
    }
    return Math.max(0, Duration.between(oldest.oldest(), LocalDateTime.now(clock)).toSeconds());
  }
}
