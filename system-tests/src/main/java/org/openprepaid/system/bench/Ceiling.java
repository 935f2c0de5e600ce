package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The same rows as the floor writes, as cheaply as can be: 32 purchases a commit, in batches, by
 * two threads. Nobody waits for a request and nothing is decided.
 */
final class Ceiling extends ReferenceLoad {
  private static final int THREADS = 2;
  private static final int GROUP = 32;

  private final ReferenceTables tables;

  Ceiling(ReferenceTables tables) {
    super(THREADS);
    this.tables = tables;
  }

  @Override
  public String name() {
    return "ceiling";
  }

  @Override
  Till open() throws SQLException {
    return new Grouped(tables);
  }

  private static final class Grouped implements Till {
    private final int accounts;
    private final Connection connection;
    private final PreparedStatement lock;
    private final PreparedStatement update;
    private final ReferencePurchase purchase;

    Grouped(ReferenceTables tables) throws SQLException {
      accounts = tables.accounts();
      connection = tables.connect("useServerPrepStmts=false");
      lock =
          connection.prepareStatement(
              "SELECT account_id, version, sealed FROM bench_account_balance WHERE account_id IN (?"
                  + ", ?".repeat(GROUP - 1)
                  + ") FOR UPDATE");
      // of the ways to change many rows in one statement the one that the driver sends as one
      update =
          connection.prepareStatement(
              "INSERT INTO bench_account_balance (account_id, version, sealed) VALUES (?, ?, ?)"
                  + " ON DUPLICATE KEY UPDATE version = VALUES(version), sealed = VALUES(sealed)");
      purchase = new ReferencePurchase(connection);
    }

    @Override
    public int sell() throws SQLException {
      int parameter = 1;
      for (long account : distinctAccounts()) {
        lock.setLong(parameter++, account);
      }
      try (ResultSet rows = lock.executeQuery()) {
        while (rows.next()) {
          update.setLong(1, rows.getLong(1));
          update.setLong(2, rows.getLong(2) + 1);
          update.setBytes(3, rows.getBytes(3));
          update.addBatch();
          purchase.add(rows.getLong(1));
        }
      }
      update.executeBatch();
      purchase.send();
      connection.commit();
      return GROUP;
    }

    /** In ascending order, so that two groups never wait for one another in a circle. */
    private SortedSet<Long> distinctAccounts() {
      SortedSet<Long> drawn = new TreeSet<>();
      while (drawn.size() < GROUP) {
        drawn.add(ThreadLocalRandom.current().nextLong(1, accounts + 1L));
      }
      return drawn;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }
}
