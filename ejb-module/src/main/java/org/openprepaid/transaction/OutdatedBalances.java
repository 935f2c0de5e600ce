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
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.Resealed;

/**
 * A page of balances that are to be sealed anew: each for the same account and the same version, so
 * that a transaction in between simply wins. On one thread.
 */
final class OutdatedBalances implements OutdatedPage {
  private static final String LOCK =
      "SELECT account_id FROM account_balance FORCE INDEX (PRIMARY) WHERE account_id";
  private static final String SKIP_LOCKED = " FOR UPDATE SKIP LOCKED";
  private static final String UPDATE =
      "UPDATE account_balance SET sealed = ? WHERE account_id = ? AND version = ? AND sealed = ?";

  private final SecurityModule security;
  private final List<Stored> balances;
  private final List<Anew> anew = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** A balance as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long accountId, long version, byte[] sealed) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Anew(Stored before, byte[] sealed) {}

  OutdatedBalances(SecurityModule security, List<Stored> balances) {
    this.security = security;
    this.balances = balances;
  }

  @Override
  public int size() {
    return balances.size();
  }

  @Override
  public long last() {
    return balances.get(balances.size() - 1).accountId;
  }

  @Override
  public void reseal() {
    for (Stored balance : balances) {
      try {
        anew.add(new Anew(balance, resealed(balance)));
      } catch (SealBrokenException e) {
        broken.add("account " + balance.accountId + ": " + e.getMessage());
      }
    }
  }

  private byte[] resealed(Stored balance) {
    byte[] clear = security.openBalance(balance.accountId, balance.version, balance.sealed);
    return security.sealBalance(balance.accountId, balance.version, clear);
  }

  @Override
  public Resealed write(Connection connection) throws SQLException {
    int tried = anew.size();
    Set<Long> free = locked(connection);
    anew.removeIf(balance -> !free.contains(balance.before.accountId));
    int replaced = update(connection);
    return new Resealed(replaced, tried - replaced, broken);
  }

  /** Those of the accounts that nobody else has locked; locked for the caller now. */
  private Set<Long> locked(Connection connection) throws SQLException {
    Set<Long> free = new HashSet<>();
    if (anew.isEmpty()) {
      return free;
    }
    List<Long> accounts = anew.stream().map(balance -> balance.before.accountId).toList();
    try (PreparedStatement query = InList.prepare(connection, LOCK, accounts, SKIP_LOCKED);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(row.getLong(1));
      }
    }
    return free;
  }

  private int update(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      for (Anew balance : anew) {
        update.setBytes(1, balance.sealed);
        update.setLong(2, balance.before.accountId);
        update.setLong(3, balance.before.version);
        update.setBytes(4, balance.before.sealed);
        update.addBatch();
      }
      return (int) Arrays.stream(update.executeBatch()).filter(count -> count > 0).count();
    }
  }
}
