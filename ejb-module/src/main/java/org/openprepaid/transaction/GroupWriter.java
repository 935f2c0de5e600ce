package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.ledger.JournalEntry;
import org.openprepaid.ledger.Posting;

/** Writes what a group decided, in as few round trips as there are tables. */
final class GroupWriter {
  private static final MultiRowInsert<TransactionRecord> RECORDS =
      new MultiRowInsert<>(
          "transaction_record (" + TransactionRow.COLUMNS + ")", "", TransactionRow::write);

  private static final MultiRowInsert<JournalEntry> ENTRIES =
      new MultiRowInsert<>(
          "journal_entry (id, business_date, transaction_id)",
          "",
          (row, entry) -> row.add(entry.id()).add(entry.businessDate()).add(entry.transactionId()));

  private static final MultiRowInsert<Line> POSTINGS =
      new MultiRowInsert<>(
          "posting (entry_id, line, business_date, account_id, amount, currency)",
          "",
          GroupWriter::line);

  private static final MultiRowInsert<SealedRow> BALANCES =
      new MultiRowInsert<>(
          "account_balance (account_id, version, sealed)",
          " ON DUPLICATE KEY UPDATE version = VALUES(version), sealed = VALUES(sealed)",
          (row, balance) ->
              row.add(balance.accountId()).add(balance.version()).add(balance.sealed()));

  private static final MultiRowInsert<Key> KEYS =
      new MultiRowInsert<>(
          "processed_request (request_key, fingerprint, transaction_id, business_date, mark)",
          "",
          GroupWriter::key);

  private static final MultiRowInsert<Hold> HOLDS =
      new MultiRowInsert<>(
          "hold (id, account_id, card_id, merchant_id, transaction_id, auth_code,"
              + " amount, currency, status, expires_at)",
          "",
          GroupWriter::hold);

  private static final String USED_MARK =
      "UPDATE processed_request SET fingerprint = ?, transaction_id = ?, mark = FALSE"
          + " WHERE request_key = ?";
  private static final String STATE =
      "UPDATE transaction_record SET state = ?, refunded = ? WHERE id = ? AND business_date = ?";
  private static final String DECIDED =
      "UPDATE transaction_record SET state = ?, response_code = ?, auth_code = ?, available = ?,"
          + " refunded = ?, entry_id = ?, decided_at = ?, business_date = ?"
          + " WHERE id = ? AND business_date = ?";
  private static final String PIN_FAILURES = "UPDATE card SET pin_failures = ? WHERE id = ?";
  private static final String HOLD = "UPDATE hold SET amount = ?, status = ? WHERE id = ?";

  private final Connection connection;
  private final SecurityModule security;

  private record Line(JournalEntry entry, int number, Posting posting) {}

  private record Key(Recalled request, LocalDate businessDate) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record SealedRow(long accountId, long version, byte[] sealed) {}

  GroupWriter(Connection connection, SecurityModule security) {
    this.connection = connection;
    this.security = security;
  }

  void write(GroupChanges changes, LocalDate businessDate) throws SQLException {
    List<Key> keys = new ArrayList<>(changes.newKeys.size());
    changes.newKeys.values().forEach(request -> keys.add(new Key(request, businessDate)));
    KEYS.write(connection, keys);
    RECORDS.write(connection, List.copyOf(changes.newRecords.values()));
    ENTRIES.write(connection, changes.entries);
    POSTINGS.write(connection, lines(changes.entries));
    BALANCES.write(connection, sealed(changes.accounts.values()));
    HOLDS.write(connection, List.copyOf(changes.newHolds.values()));
    update(USED_MARK, changes.usedMarks.values(), GroupWriter::usedMark);
    update(STATE, changes.changedRecords.values(), GroupWriter::state);
    update(DECIDED, changes.answered.values(), GroupWriter::decided);
    update(
        PIN_FAILURES,
        changes.cards.values(),
        (row, card) -> row.add(card.pinFailures()).add(card.id()));
    update(HOLD, changes.changedHolds.values(), GroupWriter::holdChange);
  }

  private <T> void update(String sql, Collection<T> values, MultiRowInsert.Row<T> row)
      throws SQLException {
    if (values.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (T value : values) {
        row.set(new Parameters(statement), value);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static List<Line> lines(List<JournalEntry> entries) {
    List<Line> lines = new ArrayList<>(2 * entries.size());
    for (JournalEntry entry : entries) {
      int number = 0;
      for (Posting posting : entry.postings()) {
        lines.add(new Line(entry, number++, posting));
      }
    }
    return lines;
  }

  private List<SealedRow> sealed(Collection<CardAccount> accounts) {
    List<SealedRow> rows = new ArrayList<>(accounts.size());
    for (CardAccount account : accounts) {
      CardAccount next = account.nextVersion();
      rows.add(new SealedRow(next.id(), next.version(), SealedBalance.seal(security, next)));
    }
    return rows;
  }

  private static void line(Parameters row, Line line) throws SQLException {
    row.add(line.entry.id())
        .add(line.number)
        .add(line.entry.businessDate())
        .add(line.posting.accountId())
        .add(line.posting.amount().minor())
        .add(line.posting.amount().currency().alphaCode());
  }

  private static void key(Parameters row, Key key) throws SQLException {
    row.add(key.request.key().value())
        .add(key.request.fingerprint())
        .add(key.request.transactionId())
        .add(key.businessDate)
        .add(key.request.mark());
  }

  private static void hold(Parameters row, Hold hold) throws SQLException {
    row.add(hold.id())
        .add(hold.accountId())
        .add(hold.cardId())
        .add(hold.merchantId())
        .add(hold.id())
        .add(hold.authCode())
        .add(hold.amount().minor())
        .add(hold.amount().currency().alphaCode())
        .add(hold.status().name())
        .add(hold.expiresAt());
  }

  private static void usedMark(Parameters row, Recalled key) throws SQLException {
    row.add(key.fingerprint()).add(key.transactionId()).add(key.key().value());
  }

  private static void state(Parameters row, TransactionRecord record) throws SQLException {
    row.add(record.state().name())
        .add(record.refunded().minor())
        .add(record.id())
        .add(record.businessDate());
  }

  private static void decided(Parameters row, GroupChanges.Decided decided) throws SQLException {
    TransactionRecord record = decided.record();
    row.add(record.state().name())
        .add(record.responseCode().code())
        .add(record.authCode())
        .addNullable(record.available() == null ? null : record.available().minor())
        .add(record.refunded().minor())
        .add(record.entryId())
        .add(record.decidedAt())
        .add(record.businessDate())
        .add(record.id())
        .add(decided.recordedOn());
  }

  private static void holdChange(Parameters row, Hold hold) throws SQLException {
    row.add(hold.amount().minor()).add(hold.status().name()).add(hold.id());
  }
}
