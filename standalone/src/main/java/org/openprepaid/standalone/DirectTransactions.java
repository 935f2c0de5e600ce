package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.SQLException;
import org.openprepaid.database.OwnTransaction;

/** Transactions over plain JDBC, each on a connection of its own. */
record DirectTransactions(DatabaseAccess access) implements OwnTransaction {

  /**
   * Commits when the work returns, and undoes it whatever it throws.
   *
   * @throws OperatorException OP-1912 when the database does not let us in
   */
  @Override
  public <T> T run(Work<T> work) throws SQLException {
    try (Connection connection = open()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        undo(connection, e);
        throw e;
      }
    }
  }

  private static void undo(Connection connection, Throwable why) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // the server undoes what a lost connection leaves
      why.addSuppressed(e);
    }
  }

  private Connection open() {
    try {
      return access.connect();
    } catch (SQLException e) {
      throw new OperatorException(ErrorCode.DATABASE_UNREACHABLE, access.toString(), e);
    }
  }
}
