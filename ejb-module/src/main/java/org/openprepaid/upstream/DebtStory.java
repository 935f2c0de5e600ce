package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A debt with what it is about: the transaction, what was asked of the host about it, and what came
 * from the host that nobody had asked for. Times are UTC; cards are masked.
 *
 * @param transaction {@code null} when it is not there
 * @param exchange {@code null} when nothing was asked
 * @param strays the newest {@value #MAX_STRAYS}, in the order in which they came
 */
public record DebtStory(DebtRecord debt, Told transaction, Exchange exchange, List<Stray> strays) {
  /** The most strays that are shown. */
  public static final int MAX_STRAYS = 20;

  /**
   * The transaction.
   *
   * @param amount minor units
   */
  public record Told(
      long id,
      String kind,
      String state,
      String responseCode,
      long amount,
      String currency,
      String merchantId,
      String terminalId,
      int batch,
      int trace,
      String businessDate,
      LocalDateTime decidedAt) {}

  /**
   * What was asked of the host.
   *
   * @param answeredAt {@code null} without an answer
   */
  public record Exchange(
      String mti,
      int trace,
      LocalDateTime transmittedAt,
      String card,
      String status,
      String hostCode,
      String authCode,
      LocalDateTime askedAt,
      LocalDateTime answeredAt) {}

  /** What nobody had asked for. */
  public record Stray(LocalDateTime receivedAt, String why, String evidence) {}

  /** Reads it. */
  public static Optional<DebtStory> of(Connection connection, long debtId) throws SQLException {
    Optional<DebtRecord> debt = new DebtRegister(connection).find(debtId);
    if (debt.isEmpty()) {
      return Optional.empty();
    }
    long transactionId = debt.get().debt().transactionId();
    return Optional.of(
        new DebtStory(
            debt.get(),
            transaction(connection, transactionId),
            exchange(connection, transactionId),
            strays(connection, debt.get().debt())));
  }

  private static Told transaction(Connection connection, long id) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT * FROM transaction_record WHERE id = ?")) {
      query.setLong(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Told(
                id,
                row.getString("kind"),
                row.getString("state"),
                row.getString("response_code"),
                row.getLong("amount"),
                row.getString("currency"),
                row.getString("merchant_id").strip(),
                row.getString("terminal_id").strip(),
                row.getInt("batch_number"),
                row.getInt("trace"),
                row.getString("business_date"),
                row.getObject("decided_at", LocalDateTime.class))
            : null;
      }
    }
  }

  private static Exchange exchange(Connection connection, long transactionId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT mti, trace, transmitted_at, pan_masked, status, host_code, auth_code, asked_at,"
                + " answered_at FROM upstream_exchange WHERE transaction_id = ?")) {
      query.setLong(1, transactionId);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? new Exchange(
                row.getString(1),
                row.getInt(2),
                row.getObject(3, LocalDateTime.class),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getObject(8, LocalDateTime.class),
                row.getObject(9, LocalDateTime.class))
            : null;
      }
    }
  }

  /** By host and time, which have an index: a stray of a transaction comes after it was asked. */
  private static List<Stray> strays(Connection connection, UpstreamDebt debt) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT received_at, why, evidence FROM upstream_stray WHERE host = ?"
                + " AND received_at >= ? AND transaction_id = ? ORDER BY received_at DESC LIMIT "
                + MAX_STRAYS)) {
      query.setString(1, debt.host());
      query.setObject(2, debt.createdAt().minusDays(1));
      query.setLong(3, debt.transactionId());
      List<Stray> strays = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          strays.add(
              0,
              new Stray(row.getObject(1, LocalDateTime.class), row.getString(2), row.getString(3)));
        }
      }
      return strays;
    }
  }
}
