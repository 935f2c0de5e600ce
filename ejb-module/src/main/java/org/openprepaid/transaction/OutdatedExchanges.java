package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;

/** A page of routed transactions' card numbers that are to be sealed anew. On one thread. */
final class OutdatedExchanges implements OutdatedPage {
  private static final String LOCK =
      "SELECT transaction_id FROM upstream_exchange FORCE INDEX (PRIMARY) WHERE transaction_id";
  private static final String SKIP_LOCKED = " FOR UPDATE SKIP LOCKED";
  private static final String UPDATE =
      "UPDATE upstream_exchange SET pan_sealed = ?, pan_hash = ?, pan_hash_version = ?"
          + " WHERE transaction_id = ? AND pan_sealed = ?";

  private final SecurityModule security;
  private final List<Stored> exchanges;
  private final List<Anew> anew = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** A card number as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long transactionId, byte[] sealed, byte[] hash, int hashVersion) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Anew(Stored before, byte[] sealed, LookupHash lookup) {}

  OutdatedExchanges(SecurityModule security, List<Stored> exchanges) {
    this.security = security;
    this.exchanges = exchanges;
  }

  @Override
  public int size() {
    return exchanges.size();
  }

  @Override
  public long last() {
    return exchanges.get(exchanges.size() - 1).transactionId;
  }

  @Override
  public void reseal() {
    for (Stored exchange : exchanges) {
      try {
        String pan = security.openPan(exchange.transactionId, exchange.sealed);
        requireItsHash(exchange, pan);
        anew.add(
            new Anew(
                exchange, security.sealPan(exchange.transactionId, pan), security.lookupHash(pan)));
      } catch (SealBrokenException e) {
        broken.add("transaction " + exchange.transactionId + ": " + e.getMessage());
      }
    }
  }

  private void requireItsHash(Stored exchange, String pan) {
    if (security.panHashes(pan).stream().noneMatch(hash -> Arrays.equals(hash, exchange.hash))) {
      throw new SealBrokenException("the hash is not that of its card number");
    }
  }

  @Override
  public Resealed write(Connection connection) throws SQLException {
    int tried = anew.size();
    Set<Long> free = locked(connection);
    anew.removeIf(exchange -> !free.contains(exchange.before.transactionId));
    int replaced = update(connection);
    return new Resealed(replaced, tried - replaced, broken);
  }

  /** Those that nobody else has locked; locked for the caller now. */
  private Set<Long> locked(Connection connection) throws SQLException {
    Set<Long> free = new HashSet<>();
    if (anew.isEmpty()) {
      return free;
    }
    List<Long> ids = anew.stream().map(exchange -> exchange.before.transactionId).toList();
    try (PreparedStatement query = InList.prepare(connection, LOCK, ids, SKIP_LOCKED);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(row.getLong(1));
      }
    }
    return free;
  }

  private int update(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Anew exchange : anew) {
        update.setBytes(1, exchange.sealed);
        update.setBytes(2, exchange.lookup.hash());
        update.setInt(3, exchange.lookup.version());
        update.setLong(4, exchange.before.transactionId);
        update.setBytes(5, exchange.before.sealed);
        update.addBatch();
      }
      return (int) Arrays.stream(update.executeBatch()).filter(count -> count > 0).count();
    }
  }
}
