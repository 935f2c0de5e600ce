package org.openprepaid.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The real schema in H2's MySQL mode: the migrations without their partitions and character sets,
 * which H2 does not have.
 */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final Pattern STATEMENT_END = Pattern.compile(";\\s*\\n");

  private final JdbcDataSource source = new JdbcDataSource();

  public TestDatabase() {
    source.setURL(
        "jdbc:h2:mem:prepaid"
            + NUMBER.incrementAndGet()
            + ";MODE=MySQL;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    for (String migration :
        new String[] {"V1__the_first_path", "V3__key_vault", "V4__upstream_hosts"}) {
      for (String statement : STATEMENT_END.split(migration(migration), -1)) {
        if (!statement.isBlank()) {
          run(statement);
        }
      }
    }
  }

  private static String migration(String name) {
    try (InputStream in =
        TestDatabase.class.getResourceAsStream("/db/migration/" + name + ".sql")) {
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

  public DataSource source() {
    return source;
  }

  public SignIn signIn() {
    return new SignIn(source, SoftKeys.module());
  }

  public TerminalSessions sessions() {
    return new TerminalSessions(source);
  }

  /** Runs one statement with its parameters. */
  public void run(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as text; {@code null} when there is no row. */
  public String ask(String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** A merchant with an account, and one terminal of it. */
  public void enrol(String merchantId, String terminalId, String masterKeyBlock) {
    long id = Long.parseLong(ask("SELECT COUNT(*) FROM merchant")) + 100;
    run(
        "INSERT INTO ledger_account (id, type, owner_id, currency, created_at)"
            + " VALUES (?, 'MERCHANT_PAYABLE', ?, 'CNY', CURRENT_TIMESTAMP)",
        id,
        id);
    run(
        "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
            + " VALUES (?, ?, 'Corner shop', '5411', ?, TRUE)",
        id,
        merchantId,
        id);
    run(
        "INSERT INTO terminal (id, terminal_id, merchant_pk, active, batch_number, batch_status)"
            + " VALUES (?, ?, ?, TRUE, 1, 'OPEN')",
        id,
        terminalId,
        id);
    run(
        "INSERT INTO managed_key"
            + " (owner, type, version, state, key_block, kcv, valid_from, valid_to)"
            + " VALUES (?, 'TMK', 1, 'ACTIVE', ?, '00000000', '2000-01-01', '9999-12-31')",
        "TERMINAL/" + terminalId,
        masterKeyBlock);
  }
}
