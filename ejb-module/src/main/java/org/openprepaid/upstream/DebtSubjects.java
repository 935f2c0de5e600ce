package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import javax.sql.DataSource;
import org.openprepaid.card.Pan;
import org.openprepaid.card.PanHash;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.transaction.Transmission;

/** Reads what a debt is about, the card number opened for the time of one message. */
final class DebtSubjects {
  private static final String ONE =
      "SELECT t.kind, t.amount, t.currency, t.merchant_id, t.terminal_id, t.local_time, t.state,"
          + " e.pan_sealed, e.host, e.mti, e.trace, e.transmitted_at, e.auth_code,"
          + " e.host_code, o.transaction_id, o.host, o.mti, o.trace, o.transmitted_at, o.pan_hash,"
          + " o.status, o.host_code, o.auth_code, p.original_id"
          + " FROM upstream_exchange e JOIN transaction_record t ON t.id = e.transaction_id"
          + " LEFT JOIN upstream_exchange o ON o.transaction_id = t.original_id"
          + " LEFT JOIN transaction_record p ON p.id = t.original_id"
          + " WHERE e.transaction_id = ?";

  /**
   * About the transaction itself, the one it acts on, the one that acts on, or another that acts on
   * any of them.
   */
  private static final String EARLIER =
      "SELECT d.id FROM upstream_debt d WHERE d.transaction_id IN (?, ?, ?) AND d.id < ?"
          + " AND d.status IN ('OWED', 'QUEUED')"
          + " UNION ALL SELECT d.id FROM transaction_record t"
          + " JOIN upstream_debt d ON d.transaction_id = t.id"
          + " WHERE t.original_id IN (?, ?, ?) AND d.id < ? AND d.status IN ('OWED', 'QUEUED')"
          + " LIMIT 1";

  private static final String STATE = "SELECT state FROM transaction_record WHERE id = ?";

  private final DataSource database;
  private final SecurityModule security;

  DebtSubjects(DataSource database, SecurityModule security) {
    this.database = database;
    this.security = security;
  }

  /** {@code null} when there is no such exchange. */
  DebtSubject of(UpstreamDebt debt) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(ONE)) {
      query.setLong(1, debt.transactionId());
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? subject(connection, debt, row) : null;
      }
    }
  }

  /** Where a transaction stands that there is. */
  TransactionState stateNow(long transactionId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(STATE)) {
      query.setLong(1, transactionId);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return TransactionState.valueOf(row.getString(1));
      }
    }
  }

  private DebtSubject subject(Connection connection, UpstreamDebt debt, ResultSet row)
      throws SQLException {
    long transactionId = debt.transactionId();
    Exchange original = original(row);
    Currency currency = Currency.valueOf(row.getString(3));
    Subject subject =
        new Subject(
            TransactionKind.valueOf(row.getString(1)),
            Pan.of(security.openPan(transactionId, row.getBytes(8))),
            Money.of(row.getLong(2), currency),
            new Rrn(transactionId),
            row.getString(4),
            row.getString(5),
            row.getObject(6, LocalDateTime.class),
            original);
    return new DebtSubject(
        subject,
        transmission(row, 9),
        row.getString(13),
        ResponseCode.APPROVED.code().equals(row.getString(14)),
        TransactionState.valueOf(row.getString(7)),
        waitsForEarlier(connection, debt, original, row.getLong(24)));
  }

  private static boolean waitsForEarlier(
      Connection connection, UpstreamDebt debt, Exchange original, long grandparent)
      throws SQLException {
    long own = debt.transactionId();
    long parent = original == null ? own : original.transactionId();
    long[] family = {own, parent, grandparent == 0 ? own : grandparent};
    try (PreparedStatement query = connection.prepareStatement(EARLIER)) {
      int at = 0;
      for (int half = 0; half < 2; half++) {
        for (long member : family) {
          query.setLong(++at, member);
        }
        query.setLong(++at, debt.id());
      }
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private static Exchange original(ResultSet row) throws SQLException {
    long id = row.getLong(15);
    return id == 0
        ? null
        : new Exchange(
            id,
            transmission(row, 16),
            new PanHash(row.getBytes(20)),
            Exchange.Status.valueOf(row.getString(21)),
            row.getString(22),
            row.getString(23));
  }

  private static Transmission transmission(ResultSet row, int at) throws SQLException {
    return new Transmission(
        row.getString(at),
        row.getString(at + 1),
        row.getInt(at + 2),
        row.getObject(at + 3, LocalDateTime.class));
  }
}
