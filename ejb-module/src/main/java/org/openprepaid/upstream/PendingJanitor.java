package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.TransactionGateway;
import org.openprepaid.transaction.TransactionKind;

/**
 * Finds transactions that wait for an answer nobody waits for any more, because the node that asked
 * was killed or the answer could not be posted, and ends them as unanswered: declined, with a
 * reversal owed. On whichever node it runs, and as often as it likes: the gateway decides each
 * once.
 */
final class PendingJanitor {
  private static final Logger LOG = Logger.getLogger(PendingJanitor.class.getName());
  private static final int A_PAGE = 500;

  /** After this, what this node believes to be asking about has been lost by it. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);

  private static final String LEFT =
      "SELECT e.transaction_id, e.host, t.kind, t.amount, t.currency, t.request_key, t.channel,"
          + " t.merchant_id, t.terminal_id, t.batch_number, t.trace, t.local_time,"
          + " e.asked_at"
          + " FROM upstream_exchange e JOIN transaction_record t ON t.id = e.transaction_id"
          + " WHERE e.status = 'PENDING' AND e.asked_at < ? ORDER BY e.asked_at LIMIT "
          + A_PAGE;
  private static final String OLDEST =
      "SELECT MIN(asked_at) FROM upstream_exchange WHERE status = 'PENDING'";

  private final DataSource database;
  private final TransactionGateway gateway;
  private final UpstreamSwitch underWay;
  private final UpstreamCounters counters;
  private final Duration after;
  private final Clock clock;
  private volatile LocalDateTime oldest;

  private record Left(String host, LocalDateTime askedAt, Request.Answered unanswered) {}

  /**
   * @param after how long after it was asked a transaction counts as left behind: longer than any
   *     node waits for an answer and for its database
   * @param clock tells UTC
   */
  PendingJanitor(
      DataSource database,
      TransactionGateway gateway,
      UpstreamSwitch underWay,
      UpstreamCounters counters,
      Duration after,
      Clock clock) {
    this.database = database;
    this.gateway = gateway;
    this.underWay = underWay;
    this.counters = counters;
    this.after = after;
    this.clock = clock;
  }

  /** Ends what was left behind, a page a call. */
  void sweep() {
    try {
      for (Left left : left()) {
        boolean forgotten = left.askedAt().isBefore(LocalDateTime.now(clock).minus(FORGOTTEN));
        if (forgotten || !underWay.isUnderWay(left.unanswered().transactionId())) {
          LOG.log(
              Level.WARNING,
              "OP-1262 transaction {0} was left without an answer of host {1}: ended, reversal"
                  + " owed",
              new Object[] {Long.toString(left.unanswered().transactionId()), left.host()});
          counters.resolved(left.host());
          var unused = gateway.submit(left.unanswered());
        }
      }
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "OP-1263 pending transactions cannot be read: {0}", e.getMessage());
    }
  }

  /** Seconds since the oldest pending transaction was asked about, as of the last sweep; or 0. */
  long oldestPendingSeconds() {
    LocalDateTime since = oldest;
    return since == null
        ? 0
        : Math.max(0, Duration.between(since, LocalDateTime.now(clock)).toSeconds());
  }

  private List<Left> left() throws SQLException {
    List<Left> found = new ArrayList<>();
    try (Connection connection = database.getConnection()) {
      try (PreparedStatement query = connection.prepareStatement(OLDEST);
          ResultSet row = query.executeQuery()) {
        oldest = row.next() ? row.getObject(1, LocalDateTime.class) : null;
      }
      try (PreparedStatement query = connection.prepareStatement(LEFT)) {
        query.setObject(1, LocalDateTime.now(clock).minus(after));
        try (ResultSet rows = query.executeQuery()) {
          while (rows.next()) {
            found.add(
                new Left(
                    rows.getString(2), rows.getObject(13, LocalDateTime.class), unanswered(rows)));
          }
        }
      }
    }
    return found;
  }

  private static Request.Answered unanswered(ResultSet row) throws SQLException {
    Origin origin =
        new Origin(
            new RequestKey(row.getString(6)),
            Channel.valueOf(row.getString(7)),
            row.getString(8),
            row.getString(9),
            row.getInt(10),
            row.getInt(11),
            row.getObject(12, LocalDateTime.class),
            "");
    return new Request.Answered(
        origin,
        Money.of(row.getLong(4), Currency.valueOf(row.getString(5))),
        TransactionKind.valueOf(row.getString(3)),
        row.getLong(1),
        HostAnswer.unknown(HostAnswer.NO_ANSWER));
  }
}
