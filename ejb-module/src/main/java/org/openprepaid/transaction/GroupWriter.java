package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.ledger.JournalEntry;
import org.openprepaid.ledger.Posting;

/** Writes what a group decided, one JDBC batch a table. */
final class GroupWriter {
  private static final String NEW_KEY =
      "INSERT INTO processed_request"
          + " (request_key, fingerprint, transaction_id, business_date, mark)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String USED_MARK =
      "UPDATE processed_request SET fingerprint = ?, transaction_id = ?, mark = FALSE"
          + " WHERE request_key = ?";
  private static final String ENTRY =
      "INSERT INTO journal_entry (id, business_date, transaction_id) VALUES (?, ?, ?)";
  private static final String POSTING =
      "INSERT INTO posting (entry_id, line, business_date, account_id, amount, currency)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String BALANCE =
      "INSERT INTO account_balance (account_id, version, sealed) VALUES (?, ?, ?)"
          + " ON DUPLICATE KEY UPDATE version = VALUES(version), sealed = VALUES(sealed)";
  private static final String STATE =
      "UPDATE transaction_record SET state = ?, refunded = ? WHERE id = ? AND business_date = ?";
  private static final String PIN_FAILURES = "UPDATE card SET pin_failures = ? WHERE id = ?";
  private static final String NEW_HOLD =
      "INSERT INTO hold (id, account_id, card_id, merchant_id, transaction_id, auth_code,"
          + " amount, currency, status, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String HOLD = "UPDATE hold SET amount = ?, status = ? WHERE id = ?";

  private final Connection connection;
  private final SecurityModule security;

  GroupWriter(Connection connection, SecurityModule security) {
    this.connection = connection;
    this.security = security;
  }

  /** One row of a batch. */
  @FunctionalInterface
  private interface Row<T> {
    void set(PreparedStatement statement, T value) throws SQLException;
  }

  void write(Workspace.Changes changes, java.time.LocalDate businessDate) throws SQLException {
    batch(
        NEW_KEY,
        changes.newKeys.values(),
        (insert, key) -> {
          insert.setString(1, key.key().value());
          insert.setLong(2, key.fingerprint());
          insert.setLong(3, key.transactionId());
          insert.setObject(4, businessDate);
          insert.setBoolean(5, key.mark());
        });
    batch(USED_MARK, changes.usedMarks.values(), GroupWriter::usedMark);
    batch(TransactionRow.INSERT, changes.newRecords.values(), TransactionRow::write);
    batch(STATE, changes.changedRecords.values(), GroupWriter::state);
    writeEntries(changes.entries);
    batch(BALANCE, changes.accounts.values(), this::balance);
    batch(PIN_FAILURES, changes.cards.values(), GroupWriter::pinFailures);
    batch(NEW_HOLD, changes.newHolds.values(), GroupWriter::newHold);
    batch(HOLD, changes.changedHolds.values(), GroupWriter::hold);
  }

  private <T> void batch(String sql, Collection<T> values, Row<T> row) throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T value : values) {
        row.set(statement, value);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void writeEntries(Collection<JournalEntry> entries) throws SQLException {
    batch(
        ENTRY,
        entries,
        (insert, entry) -> {
          insert.setLong(1, entry.id());
          insert.setObject(2, entry.businessDate());
          insert.setLong(3, entry.transactionId());
        });
    if (entries.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(POSTING)) {
      for (JournalEntry entry : entries) {
        int line = 0;
        for (Posting posting : entry.postings()) {
          insert.setLong(1, entry.id());
          insert.setInt(2, line++);
          insert.setObject(3, entry.businessDate());
          insert.setLong(4, posting.accountId());
          insert.setLong(5, posting.amount().minor());
          insert.setString(6, posting.amount().currency().alphaCode());
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private void balance(PreparedStatement upsert, CardAccount account) throws SQLException {
    CardAccount next =
        new CardAccount(account.id(), account.version() + 1, account.balance(), account.held());
    upsert.setLong(1, next.id());
    upsert.setLong(2, next.version());
    upsert.setBytes(3, SealedBalance.seal(security, next));
  }

  private static void usedMark(PreparedStatement update, Recalled key) throws SQLException {
    update.setLong(1, key.fingerprint());
    update.setLong(2, key.transactionId());
    update.setString(3, key.key().value());
  }

  private static void state(PreparedStatement update, TransactionRecord record)
      throws SQLException {
    update.setString(1, record.state().name());
    update.setLong(2, record.refunded().minor());
    update.setLong(3, record.id());
    update.setObject(4, record.businessDate());
  }

  private static void pinFailures(PreparedStatement update, CardFacts card) throws SQLException {
    update.setInt(1, card.pinFailures());
    update.setLong(2, card.id());
  }

  private static void newHold(PreparedStatement insert, Hold hold) throws SQLException {
    insert.setLong(1, hold.id());
    insert.setLong(2, hold.accountId());
    insert.setLong(3, hold.cardId());
    insert.setString(4, hold.merchantId());
    insert.setLong(5, hold.id());
    insert.setString(6, hold.authCode());
    insert.setLong(7, hold.amount().minor());
    insert.setString(8, hold.amount().currency().alphaCode());
    insert.setString(9, hold.status().name());
    insert.setObject(10, hold.expiresAt());
  }

  private static void hold(PreparedStatement update, Hold hold) throws SQLException {
    update.setLong(1, hold.amount().minor());
    update.setString(2, hold.status().name());
    update.setLong(3, hold.id());
  }
}
