package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a plain program does: 16 threads, one transaction a purchase. The balance is read for update
 * and written back, as a sealed balance has to be.
 */
final class Floor extends ReferenceLoad {
  private static final int THREADS = 16;

  private final ReferenceTables tables;

  Floor(ReferenceTables tables) {
    super(THREADS);
    this.tables = tables;
  }

  @Override
  public String name() {
    return "floor";
  }

  @Override
  Till open() throws SQLException {
    return new OneAtATime(tables);
  }

  private static final class OneAtATime implements Till {
    private final int accounts;
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement update;
    private final ReferencePurchase purchase;

    OneAtATime(ReferenceTables tables) throws SQLException {
      accounts = tables.accounts();
      connection = tables.connect("useServerPrepStmts=false");
      lock =
          connection.prepareStatement(
              "SELECT version, sealed FROM bench_account_balance WHERE account_id = ? FOR UPDATE");
      update =
          connection.prepareStatement(
              "UPDATE bench_account_balance SET version = ?, sealed = ? WHERE account_id = ?");
      purchase = new ReferencePurchase(connection);
    }

    @Override
    public int sell() throws SQLException {
      long account = ThreadLocalRandom.current().nextLong(1, accounts + 1L);
      lock.setLong(1, account);
      try (ResultSet row = lock.executeQuery()) {
        row.next();
        update.setLong(1, row.getLong(1) + 1);
        update.setBytes(2, row.getBytes(2));
      }
      update.setLong(3, account);
      update.executeUpdate();
      purchase.add(account);
      purchase.send();
      connection.commit();
      return 1;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
