package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openprepaid.ledger.Posting;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/**
 * Reads the earlier transactions that a group's requests repeat or act on, with the originals of
 * those, their holds and their postings. Most groups need none of it, and then nothing is asked.
 */
final class OriginalReader {
  private static final String HOLD =
      "SELECT id, account_id, card_id, merchant_id, auth_code, amount, currency, status,"
          + " expires_at FROM hold WHERE ";
  private static final String POSTINGS =
      "SELECT entry_id, account_id, amount, currency FROM posting WHERE entry_id";

  private final Connection connection;

  OriginalReader(Connection connection) {
    this.connection = connection;
  }

  void read(Collection<Prepared> group, Workspace work) throws SQLException {
    Set<Long> wanted = new TreeSet<>();
    for (Prepared prepared : group) {
      Recalled known = work.recalled(prepared.key());
      if (known != null) {
        wanted.add(known.transactionId());
      }
      if (prepared.actsOnOriginal()) {
        wanted.add(originalId(prepared, work));
      }
    }
    readRecords(wanted, work);
    Set<Long> parents = new TreeSet<>();
    Set<Long> holds = new TreeSet<>();
    for (TransactionRecord record : work.records()) {
      parents.add(record.originalId());
      holds.add(record.holdId());
    }
    parents.removeAll(wanted);
    readRecords(parents, work);
    readHolds(holds, work);
    readPostings(wanted, work);
  }

  private long originalId(Prepared prepared, Workspace work) throws SQLException {
    CardFacts card = work.cardOf(prepared);
    if (prepared.authCodeOnly() != null && card != null) {
      readHoldsUnder(prepared.authCodeOnly(), card, work);
    }
    return work.originalId(prepared, card);
  }

  private void readHoldsUnder(String authCode, CardFacts card, Workspace work) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(HOLD + "account_id = ? AND auth_code = ?")) {
      query.setLong(1, card.accountId());
      query.setString(2, authCode);
      addHolds(query, work);
    }
  }

  private void readHolds(Set<Long> ids, Workspace work) throws SQLException {
    ids.remove(0L);
    if (!ids.isEmpty()) {
      try (PreparedStatement query = InList.prepare(connection, HOLD + "id", ids, "")) {
        addHolds(query, work);
      }
    }
  }

  private static void addHolds(PreparedStatement query, Workspace work) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        work.add(
            new Hold(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getString(4),
                rows.getString(5),
                Money.of(rows.getLong(6), Currency.valueOf(rows.getString(7))),
                HoldStatus.valueOf(rows.getString(8)),
                rows.getObject(9, LocalDateTime.class)));
      }
    }
  }

  /** Those that are not there yet: routed ones came with their exchange. */
  private void readRecords(Set<Long> wanted, Workspace work) throws SQLException {
    Set<Long> ids = new TreeSet<>(wanted);
    ids.removeIf(id -> id == 0 || work.record(id) != null);
    if (ids.isEmpty()) {
      return;
    }
    String select = "SELECT " + TransactionRow.COLUMNS + " FROM transaction_record WHERE id";
    try (PreparedStatement query = InList.prepare(connection, select, ids, "");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        work.add(TransactionRow.read(rows));
      }
    }
  }

  private void readPostings(Set<Long> transactionIds, Workspace work) throws SQLException {
    Map<Long, Long> transactionOfEntry = new TreeMap<>();
    for (TransactionRecord record : work.records()) {
      if (record.entryId() != 0 && transactionIds.contains(record.id())) {
        transactionOfEntry.put(record.entryId(), record.id());
      }
    }
    if (transactionOfEntry.isEmpty()) {
      return;
    }
    String byLine = " ORDER BY entry_id, line";
    try (PreparedStatement query =
            InList.prepare(connection, POSTINGS, transactionOfEntry.keySet(), byLine);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        Money amount = Money.of(rows.getLong(3), Currency.valueOf(rows.getString(4)));
        work.add(transactionOfEntry.get(rows.getLong(1)), new Posting(rows.getLong(2), amount));
      }
    }
  }
}
