package org.openprepaid.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.system.instance.Instance;

/** The ledger's tables, as their owner sees and can change them. */
final class Books implements AutoCloseable {
  private final Connection connection;

  private Books(Connection connection) {
    this.connection = connection;
  }

  static Books of(Instance instance) throws SQLException {
    return new Books(instance.connectAsOwner(""));
  }

  /** Where a transaction stands. */
  record Page(long accountId, long entryId) {}

  Page page(String terminalId, Slip slip) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT account_id, entry_id FROM transaction_record"
                + " WHERE terminal_id = ? AND batch_number = ? AND trace = ?")) {
      query.setString(1, terminalId);
      query.setInt(2, slip.batch());
      query.setInt(3, slip.trace());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Page(row.getLong(1), row.getLong(2));
      }
    }
  }

  /** Every approved purchase that was ever posted, as {@code terminal-batch-trace}. */
  Set<String> approvedPurchases() throws SQLException {
    Set<String> found = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT t.terminal_id, t.batch_number, t.trace FROM transaction_record t"
                    + " JOIN journal_entry e ON e.id = t.entry_id"
                    + " WHERE t.kind = 'PURCHASE' AND t.response_code = '00'")) {
      while (rows.next()) {
        found.add(key(rows.getString(1), rows.getInt(2), rows.getInt(3)));
      }
    }
    return found;
  }

  static String key(String terminalId, int batch, int trace) {
    return terminalId + "-" + batch + "-" + trace;
  }

  /** Runs a statement that must change exactly this many rows. */
  void change(int rows, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      int changed = statement.executeUpdate();
      if (changed != rows) {
        throw new AssertionError(changed + " rows changed, not " + rows + ": " + sql);
      }
    }
  }

  /** A balance as it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, only put back
  record Sealed(long version, byte[] bytes) {}

  Sealed balance(long accountId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT version, sealed FROM account_balance WHERE account_id = ?")) {
      query.setLong(1, accountId);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Sealed(row.getLong(1), row.getBytes(2));
      }
    }
  }

  void putBalance(long accountId, Sealed sealed) throws SQLException {
    change(
        1,
        "UPDATE account_balance SET version = ?, sealed = ? WHERE account_id = ?",
        sealed.version(),
        sealed.bytes(),
        accountId);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
