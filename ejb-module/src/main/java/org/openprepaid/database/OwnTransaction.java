package org.openprepaid.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs work on the database in a transaction of its own: committed when it returns, else undone.
 */
@FunctionalInterface
public interface OwnTransaction {
  <T> T run(Work<T> work) throws SQLException;

  /** What is done in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    T on(Connection connection) throws SQLException;
  }
}
