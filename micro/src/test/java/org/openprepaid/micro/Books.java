package org.openprepaid.micro;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.settlement.LedgerCheck;
import org.openprepaid.transaction.Request;

/** In the container: what the database holds, read through the application's own pool. */
@Dependent
public class Books {
  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Inject private SecurityModule security;

  /** How many records there are of a request; each belongs to one business day. */
  public int recordsOf(Request request) throws SQLException {
    return column(
            "SELECT id FROM transaction_record WHERE request_key = ?",
            request.origin().key().value())
        .size();
  }

  /** How many transactions of a terminal fall in a business day. */
  public int recordsOf(String terminalId, LocalDate day) throws SQLException {
    return column(
            "SELECT id FROM transaction_record WHERE terminal_id = ? AND business_date = ?",
            terminalId,
            day)
        .size();
  }

  /** How many postings a transaction made. */
  public int postingsOf(long transactionId) throws SQLException {
    return column(
            "SELECT p.amount FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
                + " WHERE e.transaction_id = ?",
            transactionId)
        .size();
  }

  /**
   * A terminal's transactions with the day of their record, of their entry and of their postings:
   * {@code id record/entry/posting}.
   */
  public List<String> daysOf(String terminalId) throws SQLException {
    return column(
        "SELECT DISTINCT CONCAT(t.id, ' ', t.business_date, '/', e.business_date, '/',"
            + " p.business_date) FROM transaction_record t"
            + " JOIN journal_entry e ON e.transaction_id = t.id"
            + " JOIN posting p ON p.entry_id = e.id WHERE t.terminal_id = ?",
        terminalId);
  }

  /** The state of the hold that a pre-authorisation made. */
  public List<String> holdOf(long transactionId) throws SQLException {
    return column("SELECT status FROM hold WHERE transaction_id = ?", transactionId);
  }

  /** Moves the end of a hold into the past. */
  public void letTimePassFor(long transactionId) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE hold SET expires_at = '2026-01-01' WHERE transaction_id = ?")) {
      update.setLong(1, transactionId);
      if (update.executeUpdate() != 1) {
        throw new SQLException("no hold of transaction " + transactionId);
      }
    }
  }

  /** How many balances are sealed under a version of their key. */
  public int balancesUnder(int version) throws SQLException {
    return column("SELECT account_id FROM account_balance WHERE ORD(sealed) = ?", version).size();
  }

  /** What breaks the rules of the ledger: nothing, when all is well. */
  public List<LedgerCheck.Finding> breaches() throws SQLException {
    try (Connection connection = database.getConnection()) {
      return new LedgerCheck(connection, security).run(progress -> {}).findings();
    }
  }

  /** Does something while every group of transactions is kept waiting before its first step. */
  public <T> T whileGroupsWait(Callable<T> something) throws Exception {
    try (Connection connection = database.getConnection();
        PreparedStatement lock =
            connection.prepareStatement("SELECT id FROM business_day WHERE id = 1 FOR UPDATE")) {
      connection.setAutoCommit(false);
      lock.executeQuery().close();
      try {
        return something.call();
      } finally {
        connection.rollback();
      }
    }
  }

  private List<String> column(String sql, Object... parameters) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        query.setObject(i + 1, parameters[i]);
      }
      List<String> values = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
      return values;
    }
  }
}
