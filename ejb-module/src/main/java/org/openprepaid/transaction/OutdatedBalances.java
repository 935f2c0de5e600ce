package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedRows;

/** Balances that are to be sealed anew: each for the same account and the same version. */
final class OutdatedBalances extends OutdatedRows<OutdatedBalances.Stored, OutdatedBalances.Anew> {
  private static final String LOCK =
      "SELECT account_id FROM account_balance FORCE INDEX (PRIMARY) WHERE account_id";
  private static final String SKIP_LOCKED = " FOR UPDATE SKIP LOCKED";
  private static final String UPDATE =
      "UPDATE account_balance SET sealed = ? WHERE account_id = ? AND version = ? AND sealed = ?";

  private final SecurityModule security;

  /** A balance as it was read. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Stored(long id, long version, byte[] sealed) implements Row {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Anew(Stored before, byte[] sealed) implements Row {
    @Override
    public long id() {
      return before.id;
    }
  }

  OutdatedBalances(SecurityModule security, List<Stored> balances) {
    super("account", UPDATE, balances);
    this.security = security;
  }

  @Override
  protected Anew resealed(Stored balance) {
    byte[] clear = security.openBalance(balance.id, balance.version, balance.sealed);
    return new Anew(balance, security.sealBalance(balance.id, balance.version, clear));
  }

  @Override
  protected PreparedStatement lock(Connection connection, List<Anew> balances) throws SQLException {
    return InList.prepare(connection, LOCK, balances.stream().map(Anew::id).toList(), SKIP_LOCKED);
  }

  @Override
  protected void set(PreparedStatement update, Anew balance) throws SQLException {
    update.setBytes(1, balance.sealed);
    update.setLong(2, balance.id());
    update.setLong(3, balance.before.version);
    update.setBytes(4, balance.before.sealed);
  }
}
