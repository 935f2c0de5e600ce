package org.openprepaid.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.terminal.BatchStatus;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;

/** Terminal batches in the database, on the connection of one transaction. */
final class BatchTables {
  private static final String CLOSED = "CLOSED";

  private static final String LOCK_TERMINAL =
      "SELECT batch_number, batch_status FROM terminal WHERE terminal_id = ? FOR UPDATE";
  private static final String MOVE_TERMINAL =
      "UPDATE terminal SET batch_number = ?, batch_status = ? WHERE terminal_id = ?";
  private static final String FIND_BATCH =
      "SELECT business_date, status, result, terminal_debit_count, terminal_debit,"
          + " terminal_credit_count, terminal_credit, host_debit_count, host_debit,"
          + " host_credit_count, host_credit FROM batch_settlement"
          + " WHERE terminal_id = ? AND batch_number = ?";
  private static final String ADD_BATCH =
      "INSERT INTO batch_settlement (terminal_id, batch_number, business_date, status, result,"
          + " terminal_debit_count, terminal_debit, terminal_credit_count, terminal_credit,"
          + " host_debit_count, host_debit, host_credit_count, host_credit,"
          + " presented_at, closed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String CLOSE_BATCH =
      "UPDATE batch_settlement SET status = 'CLOSED', result = ?, closed_at = ?"
          + " WHERE terminal_id = ? AND batch_number = ?";
  private static final String LINES =
      "SELECT kind, state, COUNT(*), SUM(amount) FROM transaction_record"
          + " WHERE terminal_id = ? AND batch_number = ? AND state IN ('APPROVED', 'VOIDED')"
          + " GROUP BY kind, state";
  private static final String PENDING =
      "SELECT 1 FROM transaction_record"
          + " WHERE terminal_id = ? AND batch_number = ? AND state = 'PENDING' LIMIT 1";
  private static final String BUSINESS_DATE = "SELECT business_date FROM business_day WHERE id = 1";
  private static final String FIND_BY_TRACE =
      "SELECT t.kind, t.state, t.amount, COALESCE(c.pan_masked, e.pan_masked) AS pan_masked"
          + " FROM transaction_record t LEFT JOIN card c ON c.id = t.card_id"
          + " LEFT JOIN upstream_exchange e ON e.transaction_id = t.id"
          + " WHERE t.terminal_id = ? AND t.batch_number = ? AND t.trace = ?";
  private static final String HAS_DETAIL =
      "SELECT 1 FROM batch_upload_detail WHERE terminal_id = ? AND batch_number = ? AND trace = ?";
  private static final String COUNT_DETAILS =
      "SELECT COUNT(*) FROM batch_upload_detail WHERE terminal_id = ? AND batch_number = ?";
  private static final String ADD_DETAIL =
      "INSERT INTO batch_upload_detail (terminal_id, batch_number, trace, card_type, pan_masked,"
          + " amount, verdict, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

  private final Connection connection;

  BatchTables(Connection connection) {
    this.connection = connection;
  }

  /** Whether a transaction of the batch waits for another host's answer. */
  boolean hasPending(String terminalId, int batchNumber) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(PENDING)) {
      query.setString(1, terminalId);
      query.setInt(2, batchNumber);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** A terminal's batch, held until the transaction ends. */
  record TerminalBatch(int number, BatchStatus status) {}

  /**
   * Holds the terminal's transactions back until this transaction ends; {@code null} if unknown.
   */
  TerminalBatch lockTerminal(String terminalId) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK_TERMINAL)) {
      lock.setString(1, terminalId);
      try (ResultSet row = lock.executeQuery()) {
        return row.next()
            ? new TerminalBatch(row.getInt(1), BatchStatus.valueOf(row.getString(2)))
            : null;
      }
    }
  }

  void moveTerminal(String terminalId, int batchNumber, BatchStatus status) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE_TERMINAL)) {
      move.setInt(1, batchNumber);
      move.setString(2, status.name());
      move.setString(3, terminalId);
      move.executeUpdate();
    }
  }

  /** The batch as it was presented, or {@code null}. */
  BatchRecord find(String terminalId, int batchNumber) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(FIND_BATCH)) {
      find.setString(1, terminalId);
      find.setInt(2, batchNumber);
      try (ResultSet row = find.executeQuery()) {
        return row.next()
            ? new BatchRecord(
                terminalId,
                batchNumber,
                row.getObject(1, LocalDate.class),
                row.getString(2).equals(CLOSED),
                BatchResult.of(row.getInt(3)),
                totals(row, 4),
                totals(row, 8))
            : null;
      }
    }
  }

  void add(BatchRecord batch) throws SQLException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    try (PreparedStatement add = connection.prepareStatement(ADD_BATCH)) {
      add.setString(1, batch.terminalId());
      add.setInt(2, batch.batchNumber());
      add.setObject(3, batch.businessDate());
      add.setString(4, batch.closed() ? CLOSED : BatchStatus.UPLOADING.name());
      add.setInt(5, batch.result().digit());
      set(add, 6, batch.terminal());
      set(add, 10, batch.host());
      add.setObject(14, now);
      add.setObject(15, batch.closed() ? now : null);
      add.executeUpdate();
    }
  }

  void close(BatchRecord batch, BatchResult result) throws SQLException {
    try (PreparedStatement close = connection.prepareStatement(CLOSE_BATCH)) {
      close.setInt(1, result.digit());
      close.setObject(2, LocalDateTime.now(ZoneOffset.UTC));
      close.setString(3, batch.terminalId());
      close.setInt(4, batch.batchNumber());
      close.executeUpdate();
    }
  }

  HostBatch hostBatch(String terminalId, int batchNumber) throws SQLException {
    List<HostBatch.Line> lines = new ArrayList<>();
    try (PreparedStatement read = connection.prepareStatement(LINES)) {
      read.setString(1, terminalId);
      read.setInt(2, batchNumber);
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          lines.add(
              new HostBatch.Line(
                  TransactionKind.valueOf(row.getString(1)),
                  TransactionState.valueOf(row.getString(2)),
                  row.getInt(3),
                  row.getLong(4)));
        }
      }
    }
    return HostBatch.of(lines);
  }

  LocalDate businessDate() throws SQLException {
    try (PreparedStatement read = connection.prepareStatement(BUSINESS_DATE);
        ResultSet row = read.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("the table business_day has no row");
      }
      return row.getObject(1, LocalDate.class);
    }
  }

  UploadVerdict verdict(BatchRecord batch, UploadedTransaction told) throws SQLException {
    UploadVerdict verdict = UploadVerdict.UNKNOWN;
    try (PreparedStatement find = connection.prepareStatement(FIND_BY_TRACE)) {
      find.setString(1, batch.terminalId());
      find.setInt(2, batch.batchNumber());
      find.setInt(3, told.trace());
      try (ResultSet row = find.executeQuery()) {
        while (row.next()) {
          boolean same =
              HostBatch.counts(
                      TransactionKind.valueOf(row.getString(1)),
                      TransactionState.valueOf(row.getString(2)))
                  && row.getString(4).equals(told.maskedPan());
          if (same && row.getLong(3) == told.amount()) {
            return UploadVerdict.MATCHED;
          }
          verdict = same ? UploadVerdict.AMOUNT_DIFFERS : verdict;
        }
      }
    }
    return verdict;
  }

  boolean hasDetail(BatchRecord batch, int trace) throws SQLException {
    try (PreparedStatement find = connection.prepareStatement(HAS_DETAIL)) {
      find.setString(1, batch.terminalId());
      find.setInt(2, batch.batchNumber());
      find.setInt(3, trace);
      try (ResultSet row = find.executeQuery()) {
        return row.next();
      }
    }
  }

  int details(BatchRecord batch) throws SQLException {
    try (PreparedStatement count = connection.prepareStatement(COUNT_DETAILS)) {
      count.setString(1, batch.terminalId());
      count.setInt(2, batch.batchNumber());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  void addDetail(BatchRecord batch, UploadedTransaction told, UploadVerdict verdict)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD_DETAIL)) {
      add.setString(1, batch.terminalId());
      add.setInt(2, batch.batchNumber());
      add.setInt(3, told.trace());
      add.setString(4, told.cardType());
      add.setString(5, told.maskedPan());
      add.setLong(6, told.amount());
      add.setString(7, verdict.name());
      add.setObject(8, LocalDateTime.now(ZoneOffset.UTC));
      add.executeUpdate();
    }
  }

  private static BatchTotals totals(ResultSet row, int column) throws SQLException {
    return new BatchTotals(
        row.getInt(column),
        row.getLong(column + 1),
        row.getInt(column + 2),
        row.getLong(column + 3));
  }

  private static void set(PreparedStatement statement, int index, BatchTotals totals)
      throws SQLException {
    statement.setInt(index, totals.debitCount());
    statement.setLong(index + 1, totals.debit());
    statement.setInt(index + 2, totals.creditCount());
    statement.setLong(index + 3, totals.credit());
  }
}
