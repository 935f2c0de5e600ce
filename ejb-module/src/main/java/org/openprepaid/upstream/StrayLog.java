package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** What came from hosts and was not posted, for people to look at. */
public final class StrayLog {
  /** Bound of a page. */
  public static final int MAX_PAGE = 100;

  private static final String NEWEST_FIRST =
      "SELECT id, host, transaction_id, why, evidence, received_at FROM upstream_stray"
          + " WHERE host = ? AND id < ? ORDER BY id DESC LIMIT ?";

  private StrayLog() {}

  /**
   * One message.
   *
   * @param transactionId the transaction it may be about, or 0
   * @param why the reason, such as {@code BAD_MAC}
   * @param message masked
   * @param receivedAt UTC
   */
  public record Entry(
      long id,
      String host,
      long transactionId,
      String why,
      String message,
      LocalDateTime receivedAt) {}

  /**
   * Those of a host, the newest first.
   *
   * @param before only those before this id
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public static List<Entry> of(Connection connection, String host, long before, int limit)
      throws SQLException {
    List<Entry> page = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(NEWEST_FIRST)) {
      query.setString(1, host);
      query.setLong(2, before);
      query.setInt(3, Math.max(1, Math.min(limit, MAX_PAGE)));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          page.add(
              new Entry(
                  row.getLong(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getString(4),
                  row.getString(5),
                  row.getObject(6, LocalDateTime.class)));
        }
      }
    }
    return page;
  }
}
