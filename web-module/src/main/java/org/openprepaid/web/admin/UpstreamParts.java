package org.openprepaid.web.admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** The part of a transaction's story that another host wrote. */
final class UpstreamParts {
  private static final String EXCHANGE =
      "SELECT host, status, trace, host_code, auth_code, asked_at, answered_at"
          + " FROM upstream_exchange WHERE transaction_id = ?";
  private static final String DEBTS =
      "SELECT id, kind, status, tries FROM upstream_debt WHERE transaction_id = ? ORDER BY id";

  private UpstreamParts() {}

  /** {@code null} when the transaction is on us. */
  static TransactionStory.Upstream of(Connection connection, long transactionId)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(EXCHANGE)) {
      query.setLong(1, transactionId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? exchange(row, debts(connection, transactionId)) : null;
      }
    }
  }

  private static TransactionStory.Upstream exchange(
      ResultSet row, List<TransactionStory.Owed> debts) throws SQLException {
    LocalDateTime answered = row.getObject("answered_at", LocalDateTime.class);
    return new TransactionStory.Upstream(
        row.getString("host"),
        row.getString("status"),
        row.getInt("trace"),
        row.getString("host_code"),
        row.getString("auth_code"),
        row.getObject("asked_at", LocalDateTime.class).toString(),
        answered == null ? null : answered.toString(),
        debts);
  }

  private static List<TransactionStory.Owed> debts(Connection connection, long transactionId)
      throws SQLException {
    List<TransactionStory.Owed> debts = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(DEBTS)) {
      query.setLong(1, transactionId);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          debts.add(
              new TransactionStory.Owed(
                  String.valueOf(row.getLong("id")),
                  row.getString("kind"),
                  row.getString("status"),
                  row.getInt("tries")));
        }
      }
    }
    return debts;
  }
}
