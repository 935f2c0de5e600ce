package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * An INSERT of many rows a statement. A group's rows go in one or two round trips, in a handful of
 * statement sizes that the driver keeps prepared; a JDBC batch that the driver rewrites would bind
 * every value twice.
 */
final class MultiRowInsert<T> {
  /** Statement sizes in rows, largest first: any number of rows splits into few of them. */
  private static final int[] SIZES = {64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1};

  private final String[] statements;
  private final Row<T> row;

  /** Sets the parameters of one row, in the order of the columns. */
  @FunctionalInterface
  interface Row<T> {
    void set(Parameters parameters, T value) throws SQLException;
  }

  /**
   * @param into {@code table (column, …)}
   * @param tail what follows the rows, or an empty string
   */
  MultiRowInsert(String into, String tail, Row<T> row) {
    long columns = into.chars().filter(c -> c == ',').count() + 1;
    String values = "(?" + ", ?".repeat((int) columns - 1) + ")";
    this.statements =
        Arrays.stream(SIZES)
            .mapToObj(
                size ->
                    "INSERT INTO "
                        + into
                        + " VALUES "
                        + values
                        + ("," + values).repeat(size - 1)
                        + tail)
            .toArray(String[]::new);
    this.row = row;
  }

  /** Inserts the rows in their order. */
  void write(Connection connection, List<T> rows) throws SQLException {
    int done = 0;
    for (int i = 0; i < SIZES.length; i++) {
      while (rows.size() - done >= SIZES[i]) {
        write(connection, statements[i], rows.subList(done, done + SIZES[i]));
        done += SIZES[i];
      }
    }
  }

  private void write(Connection connection, String sql, List<T> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      Parameters parameters = new Parameters(insert);
      for (T each : rows) {
        row.set(parameters, each);
      }
      insert.executeUpdate();
    }
  }
}
