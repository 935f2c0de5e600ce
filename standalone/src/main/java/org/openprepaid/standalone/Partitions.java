package org.openprepaid.standalone;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Monthly partitions of the tables that are partitioned by {@code RANGE COLUMNS(business_date)} and
 * end in a partition {@code pmax}: there is always one for the current month and the three after
 * it, so that {@code pmax} stays empty and splitting it costs nothing.
 */
final class Partitions {
  private static final int MONTHS_AHEAD = 3;
  private static final String LAST = "pmax";
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("'p'yyyyMM");

  private final Connection connection;
  private final Consumer<String> progress;

  Partitions(Connection owner, Consumer<String> progress) {
    this.connection = owner;
    this.progress = progress;
  }

  /**
   * Makes the months that are missing. Where {@code pmax} already holds rows of them, the table is
   * left as it is and OP-1922 reported, unless the caller wants them moved: that copies the rows
   * and locks the table meanwhile.
   */
  void keepAhead(YearMonth current, boolean splitRows) throws SQLException {
    for (Map.Entry<String, Optional<LocalDate>> table : partitioned().entrySet()) {
      List<YearMonth> missing = missing(current, table.getValue());
      if (missing.isEmpty()) {
        continue;
      }
      LocalDate end = end(missing.get(missing.size() - 1));
      if (!splitRows && lastHoldsRowsBefore(table.getKey(), end)) {
        progress.accept(
            new OperatorException(ErrorCode.PARTITIONS_BEHIND, table.getKey()).getMessage());
        continue;
      }
      split(table.getKey(), missing);
      progress.accept(
          "partitions of "
              + table.getKey()
              + ": "
              + String.join(", ", missing.stream().map(month -> month.format(NAME)).toList()));
    }
  }

  /** Months from the current one on that end after the last bound. */
  static List<YearMonth> missing(YearMonth current, Optional<LocalDate> lastBound) {
    List<YearMonth> missing = new ArrayList<>();
    for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      YearMonth month = current.plusMonths(ahead);
      if (lastBound.isEmpty() || end(month).isAfter(lastBound.get())) {
        missing.add(month);
      }
    }
    return missing;
  }

  private static LocalDate end(YearMonth month) {
    return month.plusMonths(1).atDay(1);
  }

  /** The tables to keep, with the last bound below {@code pmax}; none when that is all there is. */
  private Map<String, Optional<LocalDate>> partitioned() throws SQLException {
    String sql =
        "SELECT table_name, MAX(CASE WHEN partition_name = ? THEN NULL"
            + " ELSE REPLACE(partition_description, '''', '') END)"
            + " FROM information_schema.partitions WHERE table_schema = DATABASE()"
            + " AND partition_method = 'RANGE COLUMNS'"
            + " AND REPLACE(partition_expression, '`', '') = 'business_date'"
            + " GROUP BY table_name HAVING SUM(partition_name = ?) = 1";
    Map<String, Optional<LocalDate>> tables = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, LAST);
      statement.setString(2, LAST);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          tables.put(
              rows.getString(1), Optional.ofNullable(rows.getString(2)).map(LocalDate::parse));
        }
      }
    }
    return tables;
  }

  private boolean lastHoldsRowsBefore(String table, LocalDate end) throws SQLException {
    String sql =
        "SELECT EXISTS (SELECT 1 FROM `"
            + table
            + "` PARTITION (`"
            + LAST
            + "`) WHERE business_date < ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setDate(1, Date.valueOf(end));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void split(String table, List<YearMonth> months) throws SQLException {
    StringBuilder sql = new StringBuilder("ALTER TABLE `").append(table);
    sql.append("` REORGANIZE PARTITION `").append(LAST).append("` INTO (");
    for (YearMonth month : months) {
      sql.append("PARTITION ").append(month.format(NAME));
      sql.append(" VALUES LESS THAN ('").append(end(month)).append("'), ");
    }
    sql.append("PARTITION `").append(LAST).append("` VALUES LESS THAN (MAXVALUE))");
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.toString());
    }
  }
}
