package org.openprepaid.transaction;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.SealedStore;

/** Card accounts' balances as a store of sealed values. */
@Dependent
public class SealedBalances implements SealedStore {
  private static final String OUTDATED = " FROM account_balance WHERE ORD(sealed) <> ?";
  private static final String COUNT = "SELECT COUNT(*)" + OUTDATED;
  private static final String SELECT =
      "SELECT account_id, version, sealed"
          + OUTDATED
          + " AND account_id > ? ORDER BY account_id LIMIT "
          + PAGE;

  private final SecurityModule security;

  @Inject
  public SealedBalances(SecurityModule security) {
    this.security = security;
  }

  @Override
  public String name() {
    return "balances";
  }

  @Override
  public String wanted(Connection connection) {
    int active = active();
    return active == 0 ? "" : KeyType.BALANCE_SEALING + ":" + active;
  }

  /** 0 if there is none: then nothing can be sealed anew. */
  private int active() {
    return security
        .activeKey(KeyOwner.INSTITUTION, KeyType.BALANCE_SEALING)
        .map(KeyRef::version)
        .orElse(0);
  }

  @Override
  public long outdated(Connection connection) throws SQLException {
    int active = active();
    if (active == 0) {
      return 0;
    }
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      query.setInt(1, active);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public OutdatedPage after(Connection connection, long id) throws SQLException {
    List<OutdatedBalances.Stored> balances = new ArrayList<>();
    int active = active();
    if (active != 0) {
      try (PreparedStatement query = connection.prepareStatement(SELECT)) {
        query.setInt(1, active);
        query.setLong(2, id);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            balances.add(
                new OutdatedBalances.Stored(row.getLong(1), row.getLong(2), row.getBytes(3)));
          }
        }
      }
    }
    return new OutdatedBalances(security, balances);
  }
}
