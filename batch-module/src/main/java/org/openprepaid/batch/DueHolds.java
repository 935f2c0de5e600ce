package org.openprepaid.batch;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** Reads due holds, a page at a time, along the index on status and expiry. */
@ApplicationScoped
public class DueHolds {
  /** Holds in one page. */
  static final int PAGE = 200;

  private static final String SELECT =
      "SELECT id, transaction_id, amount, currency, expires_at FROM hold"
          + " WHERE status = 'PENDING' AND expires_at < ?"
          + " AND (expires_at > ? OR (expires_at = ? AND id > ?))"
          + " ORDER BY expires_at, id LIMIT "
          + PAGE;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  /** For the container. */
  public DueHolds() {}

  DueHolds(DataSource database) {
    this.database = database;
  }

  /**
   * The next holds after a position, at most {@value #PAGE}.
   *
   * @throws SQLException when the database does not tell: the run fails and goes on later
   */
  public List<DueHold> after(HoldPosition position) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement query = connection.prepareStatement(SELECT)) {
      query.setObject(1, position.dueBefore());
      query.setObject(2, position.expiresAt());
      query.setObject(3, position.expiresAt());
      query.setLong(4, position.id());
      List<DueHold> page = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          page.add(
              new DueHold(
                  row.getLong(1),
                  row.getLong(2),
                  Money.of(row.getLong(3), Currency.valueOf(row.getString(4))),
                  row.getObject(5, LocalDateTime.class)));
        }
      }
      return page;
    }
  }
}
