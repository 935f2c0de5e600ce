package org.openprepaid.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.openprepaid.id.TimeOrderedIds;

/** The book of strays on its own tables, as the migration makes them, in memory. */
final class StrayTable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final List<String> TABLES =
      List.of("upstream_stray", "upstream_exchange", "upstream_debt");

  final StrayBook book;
  private final JdbcDataSource source = new JdbcDataSource();

  StrayTable() {
    source.setURL(
        "jdbc:h2:mem:strays"
            + NUMBER.incrementAndGet()
            + ";MODE=MySQL;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    TABLES.forEach(table -> run(definition(table)));
    book = new StrayBook(source, new TimeOrderedIds(1, Clock.systemUTC()));
  }

  private static String definition(String name) {
    try (InputStream in =
        StrayTable.class.getResourceAsStream("/db/migration/V4__upstream_hosts.sql")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Pattern form = Pattern.compile("(?s)CREATE TABLE " + name + ".*?\\n\\);");
      Matcher table = form.matcher(all);
      if (!table.find()) {
        throw new IllegalStateException("the migration makes no " + name);
      }
      return table.group().replaceAll("CHARACTER SET ascii( COLLATE ascii_bin)?", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataSource source() {
    return source;
  }

  void run(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** All that was noted, in its order. */
  List<Stray> noted() {
    book.write();
    return written();
  }

  /** What stands in the table. */
  List<Stray> written() {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT * FROM upstream_stray ORDER BY id")) {
      List<Stray> all = new ArrayList<>();
      while (row.next()) {
        all.add(
            new Stray(
                row.getString("host"),
                row.getLong("transaction_id"),
                Stray.Why.valueOf(row.getString("why")),
                row.getString("evidence"),
                row.getObject("received_at", LocalDateTime.class),
                false));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException("the strays cannot be read", e);
    }
  }

  /** A transaction that its host did not answer, and its reversal, which ended so. */
  void debt(long transactionId, String host, UpstreamDebt.Status status, String hostCode) {
    run(
        ("INSERT INTO upstream_exchange (transaction_id, host, trace, transmitted_at, mti,"
                + " pan_hash, pan_hash_version, pan_sealed, pan_masked, status, host_code,"
                + " auth_code, asked_at) VALUES (%d, '%s', 1, NOW(), '0200', X'00', 1, X'00', '',"
                + " 'UNKNOWN', '', '', NOW())")
            .formatted(transactionId, host));
    run(
        ("INSERT INTO upstream_debt (id, kind, transaction_id, host, reason, trace,"
                + " transmitted_at, status, tries, next_try_at, host_code, created_at, ended_at)"
                + " VALUES (%1$d, 'REVERSAL', %1$d, '%2$s', '98', 1, NOW(), '%3$s', 1, NOW(),"
                + " '%4$s', NOW(), NOW())")
            .formatted(transactionId, host, status, hostCode));
  }

  /** The host's answer to a try of the reversal is recorded. */
  void answered(long transactionId, int tries, String hostCode) throws SQLException {
    try (Connection connection = source.getConnection()) {
      DebtTicket ticket = new DebtTicket(transactionId, tries);
      new UpstreamDebts(connection)
          .record(
              Map.of(ticket, new DebtStep.Settled(hostCode)), LocalDateTime.now(ZoneOffset.UTC));
    }
  }

  UpstreamDebt.Status statusOf(long transactionId) {
    book.write();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT status FROM upstream_debt WHERE transaction_id = " + transactionId)) {
      row.next();
      return UpstreamDebt.Status.valueOf(row.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException("the debt cannot be read", e);
    }
  }
}
