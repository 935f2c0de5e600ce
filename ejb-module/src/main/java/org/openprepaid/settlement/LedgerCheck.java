package org.openprepaid.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.openprepaid.audit.AuditVerification;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.transaction.CardAccount;
import org.openprepaid.transaction.SealedBalance;

/**
 * Proves the ledger's rules 1 to 4 over the whole database, and that the audit trail is whole, and
 * names what breaks them. Reads one consistent snapshot, so it may run beside a live server;
 * changes nothing.
 *
 * <p>What it finds is never mended by a program: a correction is a new journal entry that a person
 * decides on.
 */
public final class LedgerCheck {
  /** At most so many findings are named for each rule's question. */
  public static final int MAX_FINDINGS_PER_QUESTION = 100;

  private final Connection connection;
  private final SecurityModule security;

  /**
   * One breach.
   *
   * @param rule the number of the rule in the architecture, {@link #AUDIT_TRAIL} for the audit
   *     trail
   * @param text what is wrong, with the ids to look at
   */
  public record Finding(int rule, String text) {
    /** Stands for no rule of the ledger: the audit trail beside it. */
    public static final int AUDIT_TRAIL = 0;

    @Override
    public String toString() {
      return "OP-1410 " + (rule == AUDIT_TRAIL ? "audit trail" : "rule " + rule) + ": " + text;
    }
  }

  /**
   * What the check saw.
   *
   * @param entries journal entries checked
   * @param accounts card accounts checked
   * @param transactions transactions checked
   * @param cardLiability the sum of all card balances in minor units
   * @param findings empty when the ledger is clean
   */
  public record Report(
      long entries, long accounts, long transactions, long cardLiability, List<Finding> findings) {
    public boolean isClean() {
      return findings.isEmpty();
    }
  }

  /**
   * @param connection needs SELECT on the whole schema; its transaction settings are changed
   */
  public LedgerCheck(Connection connection, SecurityModule security) {
    this.connection = connection;
    this.security = security;
  }

  /** Runs every check; tells the name of each before it starts. */
  public Report run(Consumer<String> progress) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    List<Finding> findings = new ArrayList<>();
    try {
      try (Statement snapshot = connection.createStatement()) {
        snapshot.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      }
      for (LedgerQuestion question : LedgerQuestion.ALL) {
        progress.accept("rule " + question.rule() + ": " + question.claim());
        ask(question, findings);
      }
      progress.accept(
          "rule 2: a card's sealed balance is the sum of its postings, never below its floor");
      long[] accounts = checkBalances(findings);
      progress.accept("audit trail: every event follows the one before");
      checkAuditTrail(findings);
      return new Report(
          count("journal_entry"),
          accounts[0],
          count("transaction_record"),
          accounts[1],
          List.copyOf(findings));
    } finally {
      connection.rollback();
    }
  }

  private void ask(LedgerQuestion question, List<Finding> findings) throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement(question.sql() + " LIMIT " + MAX_FINDINGS_PER_QUESTION);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        StringBuilder text = new StringBuilder("not so that ").append(question.claim()).append(":");
        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
          text.append(' ').append(rows.getMetaData().getColumnLabel(column));
          text.append('=').append(rows.getString(column));
        }
        findings.add(new Finding(question.rule(), text.toString()));
      }
    }
  }

  private static final String BALANCES =
      "SELECT a.id, a.currency, b.version, b.sealed, COALESCE(p.total, 0), COALESCE(h.total, 0),"
          + " r.credit_floor, c.pan_masked"
          + " FROM ledger_account a"
          + " LEFT JOIN account_balance b ON b.account_id = a.id"
          + " LEFT JOIN (SELECT account_id, SUM(amount) AS total FROM posting GROUP BY account_id) p"
          + "   ON p.account_id = a.id"
          + " LEFT JOIN (SELECT account_id, SUM(amount) AS total FROM hold"
          + "   WHERE status = 'PENDING' GROUP BY account_id) h ON h.account_id = a.id"
          + " LEFT JOIN card c ON c.account_id = a.id"
          + " LEFT JOIN card_product r ON r.id = c.product_id"
          + " WHERE a.type = 'CARD'";

  private long[] checkBalances(List<Finding> findings) throws SQLException {
    long accounts = 0;
    long liability = 0;
    int named = 0;
    try (PreparedStatement query =
        connection.prepareStatement(
            BALANCES, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY)) {
      // Connector/J streams row by row: a million cards must not be held at once
      query.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          accounts++;
          liability += rows.getLong(5);
          String broken = broken(rows);
          if (broken != null && named++ < MAX_FINDINGS_PER_QUESTION) {
            findings.add(
                new Finding(
                    2,
                    "account " + rows.getLong(1) + " (card " + rows.getString(8) + ") " + broken));
          }
        }
      }
    }
    return new long[] {accounts, liability};
  }

  private String broken(ResultSet row) throws SQLException {
    byte[] sealed = row.getBytes(4);
    if (sealed == null) {
      return "has no balance";
    }
    CardAccount account;
    try {
      Currency currency = Currency.valueOf(row.getString(2));
      account = SealedBalance.open(security, row.getLong(1), row.getLong(3), sealed, currency);
    } catch (KeyException e) {
      return "has a balance whose seal is broken at version " + row.getLong(3);
    }
    long posted = row.getLong(5);
    long held = row.getLong(6);
    if (account.balance().minor() != posted) {
      return "is sealed at " + account.balance() + " but its postings sum to " + posted;
    }
    if (account.held().minor() != held) {
      return "is sealed with " + account.held() + " held but its pending holds sum to " + held;
    }
    return posted < -row.getLong(7) ? "is below its floor: " + account.balance() : null;
  }

  private void checkAuditTrail(List<Finding> findings) throws SQLException {
    AuditVerification trail = AuditVerification.of(connection);
    if (!trail.isIntact()) {
      String text = "event " + trail.brokenAt() + " " + trail.finding();
      findings.add(new Finding(Finding.AUDIT_TRAIL, text));
    }
  }

  private long count(String table) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT COUNT(*) FROM " + table);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
