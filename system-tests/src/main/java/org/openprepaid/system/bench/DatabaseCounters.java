package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What the database server counts of itself. */
final class DatabaseCounters {
  private DatabaseCounters() {}

  /** COMMIT statements since the server began, of all connections. */
  static long commits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Com_commit'")) {
      row.next();
      return row.getLong(2);
    }
  }
}
