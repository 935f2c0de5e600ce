package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Short words for what the database tests do. */
final class TestDatabase {
  static final String SCHEMA_IN_SMALL = "classpath:db/test-migration";

  private TestDatabase() {}

  static Migration migration(EmbeddedDatabase database, List<String> progress) {
    return Migration.of(database.owner(), database.application(), progress::add)
        .withLocation(SCHEMA_IN_SMALL);
  }

  static void execute(DatabaseAccess access, String sql) throws SQLException {
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of every row. */
  static List<String> query(DatabaseAccess access, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = access.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
