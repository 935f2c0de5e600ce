package org.openprepaid.routing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.id.TimeOrderedIds;

/** The real schema in H2's MySQL mode, as far as routing needs it, with a product and a shop. */
final class RouteTables implements OwnTransaction {
  static final String MERCHANT = "898100054110001";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final JdbcDataSource source = new JdbcDataSource();

  RouteTables() {
    source.setURL(
        "jdbc:h2:mem:routing"
            + NUMBER.incrementAndGet()
            + ";MODE=MySQL;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    for (String name : new String[] {"V1__the_first_path", "V4__upstream_hosts", "V5__routing"}) {
      for (String statement : migration(name).split(";\\s*\\n", -1)) {
        if (!statement.isBlank()) {
          execute(statement);
        }
      }
    }
    execute(
        "INSERT INTO ledger_account VALUES (701, 'MERCHANT_PAYABLE', 71, 'CNY', CURRENT_TIMESTAMP)");
    execute(
        "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
            + " VALUES (71, '898100054110001', 'Shop', '5411', 701, TRUE)");
    product(7, "622700");
  }

  private static String migration(String name) {
    try (InputStream in = RouteTables.class.getResourceAsStream("/db/migration/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)--.*$", "")
          .replaceAll("CHARACTER SET ascii( COLLATE ascii_bin)?", "")
          .replaceAll("PARTITION BY [^;]*;", ";")
          .replaceAll("TINYINT\\s+UNSIGNED", "SMALLINT")
          .replaceAll("UTC_TIMESTAMP\\(6\\)", "CURRENT_TIMESTAMP(6)")
          .replaceAll("UTC_DATE\\(\\)", "CURRENT_DATE");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void product(long id, String bin) {
    execute(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES ("
            + id
            + ", 'P"
            + id
            + "', 'Test card', 'CNY', '"
            + bin
            + "', 16, TRUE, 6, 3, 500000, 500000, 30, 36, '120', TRUE)");
  }

  DataSource source() {
    return source;
  }

  RoutingDesk desk(Runnable afterwards) {
    return new RoutingDesk(this, new TimeOrderedIds(0, Clock.systemUTC()), afterwards);
  }

  @Override
  public <T> T run(Work<T> work) throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
  }

  void execute(String sql) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as text. */
  String ask(String sql) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
