package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables that floor and ceiling write: copies of the platform's own, columns, indexes,
 * partitions and all, beside them in the same schema.
 */
final class ReferenceTables {
  private static final List<String> COPIED =
      List.of("account_balance", "transaction_record", "posting");
  private static final String PREFIX = "bench_";
  private static final int SEALED_BYTES = 44;

  private final Database database;
  private final int accounts;

  /** Connections with these driver options, in the terms of Connector/J. */
  @FunctionalInterface
  interface Database {
    Connection connect(String options) throws SQLException;
  }

  /**
   * @param accounts how many balances there are to buy from
   */
  ReferenceTables(Database database, int accounts) {
    this.database = database;
    this.accounts = accounts;
  }

  int accounts() {
    return accounts;
  }

  /** Makes the tables anew, with a balance for every account from 1 on. */
  void create() throws SQLException {
    try (Connection connection = database.connect("rewriteBatchedStatements=true")) {
      try (Statement statement = connection.createStatement()) {
        for (String table : COPIED) {
          statement.execute("DROP TABLE IF EXISTS " + PREFIX + table);
          statement.execute("CREATE TABLE " + PREFIX + table + " LIKE " + table);
        }
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO bench_account_balance (account_id, version, sealed) VALUES (?, 0, ?)")) {
        for (int account = 1; account <= accounts; account++) {
          insert.setLong(1, account);
          insert.setBytes(2, new byte[SEALED_BYTES]);
          insert.addBatch();
        }
        insert.executeBatch();
      }
    }
  }

  void drop() throws SQLException {
    try (Connection connection = database.connect("");
        Statement statement = connection.createStatement()) {
      for (String table : COPIED) {
        statement.execute("DROP TABLE IF EXISTS " + PREFIX + table);
      }
    }
  }

  /** For one thread of a load: no commit but its own, READ COMMITTED. */
  Connection connect(String options) throws SQLException {
    Connection connection =
        database.connect(
            "cachePrepStmts=true&prepStmtCacheSize=250&prepStmtCacheSqlLimit=8192"
                + "&useLocalSessionState=true&rewriteBatchedStatements=true"
                + "&elideSetAutoCommits=true&cacheServerConfiguration=true&"
                + options);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    connection.setAutoCommit(false);
    return connection;
  }
}
