package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.openprepaid.card.PanHash;

/**
 * Locks the exchanges with other hosts that a group's requests act on, in the order of their
 * transactions. There is no card to lock, so this row is what a routed transaction's answer,
 * reversal, void and refund queue up for, on whichever nodes they are. Its transaction is read with
 * it.
 */
final class ExchangeReader {
  private static final int RECORD_COLUMNS = 26;
  private static final String LOCKED =
      "SELECT "
          + TransactionRow.columns("t")
          + ", e.transaction_id, e.host, e.mti, e.trace, e.transmitted_at, e.pan_hash, e.status,"
          + " e.host_code, e.auth_code FROM upstream_exchange e"
          + " STRAIGHT_JOIN transaction_record t ON t.id = e.transaction_id"
          + " WHERE e.transaction_id";
  private static final String IN_ORDER = " ORDER BY e.transaction_id FOR UPDATE";
  private static final String PARENTS =
      "SELECT original_id FROM transaction_record WHERE original_id <> 0 AND id";
  private static final String BY_CODE =
      "SELECT MAX(transaction_id) FROM upstream_exchange WHERE pan_hash = ? AND auth_code = ?";

  private final Connection connection;

  ExchangeReader(Connection connection) {
    this.connection = connection;
  }

  void read(Collection<Prepared> group, Workspace work) throws SQLException {
    Set<Long> ids = new TreeSet<>();
    Set<Long> children = new TreeSet<>();
    boolean withGrandparents = false;
    for (Prepared prepared : group) {
      if (prepared.actsOnOriginal()) {
        long id = originalId(prepared, work);
        ids.add(id);
        if (mayHaveParent(prepared)) {
          children.add(id);
        }
        withGrandparents |= isAboutVoidOfCompletion(prepared);
      }
    }
    ids.remove(0L);
    if (!ids.isEmpty()) {
      Set<Long> parents = parentsOf(children);
      ids.addAll(parents);
      if (withGrandparents) {
        ids.addAll(parentsOf(parents));
      }
      lock(ids, work);
    }
  }

  /** An answer tells what it answers: most are of purchases, which follow nothing. */
  private static boolean mayHaveParent(Prepared prepared) {
    return !prepared.isAnswer()
        || prepared.request().kind().isVoid()
        || prepared.request().kind().isCompletion();
  }

  /** It gives the pre-authorisation back that the completion had used up. */
  private static boolean isAboutVoidOfCompletion(Prepared prepared) {
    TransactionKind kind =
        prepared.asked() instanceof Request.Reversal reversal
            ? reversal.originalKind()
            : prepared.isAnswer() ? prepared.request().kind() : null;
    return kind == TransactionKind.COMPLETION_VOID;
  }

  private long originalId(Prepared prepared, Workspace work) throws SQLException {
    if (prepared.sent() != null && prepared.authCodeOnly() != null) {
      work.addFoundByCode(prepared.key(), under(prepared.authCodeOnly(), prepared));
    }
    return work.originalId(prepared, work.cardOf(prepared));
  }

  private long under(String authCode, Prepared prepared) throws SQLException {
    long newest = 0;
    try (PreparedStatement query = connection.prepareStatement(BY_CODE)) {
      for (PanHash hash : prepared.panHashes()) {
        query.setBytes(1, hash.bytes());
        query.setString(2, authCode);
        try (ResultSet row = query.executeQuery()) {
          newest = row.next() ? Math.max(newest, row.getLong(1)) : newest;
        }
      }
    }
    return newest;
  }

  /** Which transaction another acts on never changes: it may be looked up before it is locked. */
  private Set<Long> parentsOf(Set<Long> children) throws SQLException {
    Set<Long> parents = new TreeSet<>();
    children.remove(0L);
    if (children.isEmpty()) {
      return parents;
    }
    try (PreparedStatement query = InList.prepare(connection, PARENTS, children, "");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        parents.add(rows.getLong(1));
      }
    }
    return parents;
  }

  private void lock(Set<Long> ids, Workspace work) throws SQLException {
    try (PreparedStatement query = InList.prepare(connection, LOCKED, ids, IN_ORDER);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        work.add(TransactionRow.read(rows));
        work.add(exchange(rows));
      }
    }
  }

  private static Exchange exchange(ResultSet row) throws SQLException {
    int at = RECORD_COLUMNS;
    return new Exchange(
        row.getLong(at + 1),
        new Transmission(
            row.getString(at + 2),
            row.getString(at + 3),
            row.getInt(at + 4),
            row.getObject(at + 5, LocalDateTime.class)),
        new PanHash(row.getBytes(at + 6)),
        Exchange.Status.valueOf(row.getString(at + 7)),
        row.getString(at + 8),
        row.getString(at + 9));
  }
}
