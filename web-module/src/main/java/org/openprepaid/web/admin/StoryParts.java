package org.openprepaid.web.admin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.openprepaid.transaction.Rrn;

/** What belongs to a transaction's story beside its own row; an id of 0 means there is none. */
final class StoryParts {
  private static final String INSTITUTION = "institution";

  private StoryParts() {}

  static TransactionStory.Entry entry(Connection connection, long entryId) throws SQLException {
    if (entryId == 0) {
      return null;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT p.business_date, a.type, p.amount, p.currency, c.pan_masked, m.merchant_id,"
                + " u.name"
                + " FROM posting p JOIN ledger_account a ON a.id = p.account_id"
                + " LEFT JOIN card c ON a.type = 'CARD' AND c.id = a.owner_id"
                + " LEFT JOIN merchant m ON a.type = 'MERCHANT_PAYABLE' AND m.id = a.owner_id"
                + " LEFT JOIN upstream_host u ON a.type = 'UPSTREAM_SETTLEMENT'"
                + " AND u.id = a.owner_id"
                + " WHERE p.entry_id = ? ORDER BY p.line")) {
      query.setLong(1, entryId);
      List<TransactionStory.Line> lines = new ArrayList<>();
      String businessDate = null;
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          businessDate = row.getString("business_date");
          lines.add(line(row));
        }
      }
      return new TransactionStory.Entry(String.valueOf(entryId), businessDate, lines);
    }
  }

  private static TransactionStory.Line line(ResultSet row) throws SQLException {
    String card = row.getString("pan_masked");
    String merchant = row.getString("merchant_id");
    String host = row.getString("name");
    String owner =
        Stream.of(card, merchant, host)
            .filter(Objects::nonNull)
            .findFirst()
            .map(String::strip)
            .orElse(INSTITUTION);
    return new TransactionStory.Line(
        row.getString("type"), owner, row.getLong("amount"), row.getString("currency"));
  }

  static TransactionStory.Hold hold(Connection connection, long holdId) throws SQLException {
    if (holdId == 0) {
      return null;
    }
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT transaction_id, status, amount, currency, auth_code, expires_at FROM hold"
                + " WHERE id = ?")) {
      query.setLong(1, holdId);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new TransactionStory.Hold(
                new Rrn(row.getLong("transaction_id")).toString(),
                row.getString("status"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("auth_code"),
                row.getObject("expires_at", LocalDateTime.class).toString())
            : null;
      }
    }
  }

  static TransactionSummary summary(Connection connection, long transactionId) throws SQLException {
    if (transactionId == 0) {
      return null;
    }
    List<TransactionSummary> found = list(connection, "WHERE t.id = ?", transactionId);
    return found.isEmpty() ? null : found.get(0);
  }

  static List<TransactionSummary> followers(Connection connection, long transactionId)
      throws SQLException {
    return list(
        connection,
        "WHERE t.original_id = ? ORDER BY t.id LIMIT " + TransactionStory.MAX_FOLLOWERS,
        transactionId);
  }

  private static List<TransactionSummary> list(Connection connection, String condition, long id)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(SummaryRow.SELECT + condition)) {
      query.setLong(1, id);
      List<TransactionSummary> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(SummaryRow.read(row));
        }
      }
      return found;
    }
  }
}
