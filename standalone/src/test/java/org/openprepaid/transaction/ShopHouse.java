package org.openprepaid.transaction;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.key.Pkcs12Source;
import org.openprepaid.key.SoftSecurityModule;
import org.openprepaid.settlement.LedgerCheck;
import org.openprepaid.standalone.DatabaseAccess;
import org.openprepaid.standalone.DatabaseLaunch;
import org.openprepaid.standalone.DirectDataSource;
import org.openprepaid.standalone.EmbeddedDatabase;
import org.openprepaid.standalone.Migration;

/** A real database with keys, a shop that may be opened in it, and the work of groups. */
class ShopHouse implements AutoCloseable {
  final EmbeddedDatabase database;
  final SoftSecurityModule security;
  final Shop shop;
  private final GroupWork work;

  /** Makes a house in a database that runs. */
  @FunctionalInterface
  interface Furnishing<H extends ShopHouse> {
    H in(EmbeddedDatabase database, Path directory) throws SQLException;
  }

  /** Starts a database and makes the house; when that fails, the database is stopped again. */
  static <H extends ShopHouse> H open(Path directory, Furnishing<H> furnishing)
      throws SQLException {
    EmbeddedDatabase database = EmbeddedDatabase.start(DatabaseLaunch.forTest(directory));
    try {
      return furnishing.in(database, directory);
    } catch (SQLException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  ShopHouse(EmbeddedDatabase database, Path directory) {
    this.database = database;
    Migration.of(database.owner(), database.application(), line -> {}).run();
    Pkcs12Source master = new Pkcs12Source(directory.resolve("keys.p12"), "secret".toCharArray());
    master.create(1);
    security = SoftSecurityModule.open(master, new DirectDataSource(database.application()));
    shop = new Shop(security);
    work =
        new GroupWork(
            security,
            new TimeOrderedIds(1, Clock.systemUTC()),
            new TraceNumbers(1, Clock.systemUTC()),
            Clock.systemUTC());
  }

  /** Committed when it returns, else undone; as the server's pool connects. */
  final <T> T inTransaction(OwnTransaction.Work<T> what) throws SQLException {
    try (Connection connection = connect()) {
      try {
        T result = what.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  final Connection connect() throws SQLException {
    DatabaseAccess access = database.application();
    Connection connection =
        DriverManager.getConnection(
            access.url() + "&rewriteBatchedStatements=true", access.user(), access.password());
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  final List<Outcome> run(List<Request> requests) throws SQLException {
    return inTransaction(connection -> run(connection, requests));
  }

  final List<Outcome> run(Connection connection, List<Request> requests) throws SQLException {
    return work.run(
        connection, requests.stream().map(each -> Prepared.of(each, security)).toList());
  }

  final LedgerCheck.Report checkLedger() throws SQLException {
    try (Connection connection = database.application().connect()) {
      return new LedgerCheck(connection, security).run(line -> {});
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
