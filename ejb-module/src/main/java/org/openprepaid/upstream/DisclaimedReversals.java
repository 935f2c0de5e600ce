package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reversals that ended because the host had never had the transaction ({@code 25}), and hosts that
 * approve it after all: then it is owed again. Whichever of the two comes second sees the other.
 */
final class DisclaimedReversals {
  private static final Logger LOG = Logger.getLogger(DisclaimedReversals.class.getName());

  private static final String APPROVED =
      "UPDATE upstream_exchange SET host_code = '00'"
          + " WHERE transaction_id = ? AND host = ? AND status IN ('UNKNOWN', 'ADVISED')";
  private static final String OWED_AGAIN =
      "UPDATE upstream_debt SET status = 'OWED', next_try_at = ?, ended_at = NULL"
          + " WHERE kind = 'REVERSAL' AND status = 'SETTLED' AND host_code = '25'"
          + " AND EXISTS (SELECT 1 FROM upstream_exchange e WHERE e.transaction_id ="
          + " upstream_debt.transaction_id AND e.host = upstream_debt.host AND e.host_code = '00')";
  private static final String OF_DEBT = OWED_AGAIN + " AND id = ?";
  private static final String OF_TRANSACTION = OWED_AGAIN + " AND transaction_id = ?";

  private final Connection connection;

  DisclaimedReversals(Connection connection) {
    this.connection = connection;
  }

  /** A host approves a transaction whose end was decided without its answer. */
  void approved(String host, long transactionId, LocalDateTime now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(APPROVED)) {
      update.setLong(1, transactionId);
      update.setString(2, host);
      if (update.executeUpdate() > 0) {
        oweAgain(OF_TRANSACTION, transactionId, now);
      }
    }
  }

  /** What became of a debt was recorded, in the same database transaction. */
  void ended(DebtTicket ticket, DebtStep step, LocalDateTime now) throws SQLException {
    if (step instanceof DebtStep.Settled settled
        && settled.hostCode().equals(DeliveryRules.NOT_KNOWN)) {
      oweAgain(OF_DEBT, ticket.debtId(), now);
    }
  }

  private void oweAgain(String sql, long id, LocalDateTime now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setObject(1, now);
      update.setLong(2, id);
      if (update.executeUpdate() > 0) {
        LOG.log(
            Level.WARNING,
            "OP-1268 a host approved what it had said it never had: the reversal is owed again"
                + " (of the debt or transaction {0})",
            Long.toString(id));
      }
    }
  }
}
