package org.openprepaid.web.admin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The tables as the first migration makes them, in H2's MySQL mode (without partitions and
 * character sets), with a card, a merchant and what the test says happened.
 */
final class Records {
  static final long CARD = 501;
  static final String MASKED = "622700******1234";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final JdbcDataSource database = new JdbcDataSource();

  Records() throws IOException, SQLException {
    database.setURL(
        "jdbc:h2:mem:web"
            + NUMBER.incrementAndGet()
            + ";MODE=MySQL;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE");
    for (String name : new String[] {"V1__the_first_path", "V4__upstream_hosts"}) {
      for (String statement : migration(name).split(";\\s*\\n", -1)) {
        if (!statement.isBlank()) {
          run(statement);
        }
      }
    }
    run(
        "INSERT INTO ledger_account VALUES"
            + " (801, 'UPSTREAM_SETTLEMENT', 81, 'CNY', CURRENT_TIMESTAMP)");
    run(
        "INSERT INTO upstream_host VALUES"
            + " (81, 'CUPNET', 'The host', 801, '48020000', 'X9_19', CURRENT_TIMESTAMP)");
    run("INSERT INTO ledger_account VALUES (601, 'CARD', 501, 'CNY', CURRENT_TIMESTAMP)");
    run(
        "INSERT INTO ledger_account VALUES (701, 'MERCHANT_PAYABLE', 71, 'CNY', CURRENT_TIMESTAMP)");
    run(
        "INSERT INTO merchant (id, merchant_id, name, category_code, payable_account_id, active)"
            + " VALUES (71, '898100054110001', 'Shop', '5411', 701, TRUE)");
    run(
        "INSERT INTO card_product (id, code, name, currency, bin, pan_length, pin_required,"
            + " pin_length, pin_tries, balance_cap, transaction_limit, hold_days, validity_months,"
            + " service_code, active) VALUES (7, 'TEST', 'Test card', 'CNY', '622700', 16, TRUE, 6,"
            + " 3, 500000, 500000, 30, 36, '120', TRUE)");
    run(
        "INSERT INTO card (id, pan_hash, pan_sealed, pan_masked, product_id, account_id, expiry,"
            + " status, issued_at) VALUES (501, X'"
            + "01".repeat(32)
            + "', X'00', '622700******1234', 7, 601, '2911', 'ACTIVE', CURRENT_TIMESTAMP)");
  }

  private static String migration(String name) throws IOException {
    try (InputStream in = Records.class.getResourceAsStream("/db/migration/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replaceAll("(?m)--.*$", "")
          .replaceAll("CHARACTER SET ascii( COLLATE ascii_bin)?", "")
          .replaceAll("PARTITION BY [^;]*;", ";")
          .replaceAll("TINYINT\\s+UNSIGNED", "SMALLINT")
          .replaceAll("UTC_TIMESTAMP\\(6\\)", "CURRENT_TIMESTAMP(6)")
          .replaceAll("UTC_DATE\\(\\)", "CURRENT_DATE");
    }
  }

  DataSource source() {
    return database;
  }

  void run(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A transaction of the card at terminal 10000001, batch 1, its trace the id's last digits. */
  void transaction(
      long id, String kind, String state, String code, long originalId, long holdId, long entryId)
      throws SQLException {
    run(
        "INSERT INTO transaction_record (id, business_date, kind, state, channel, request_key,"
            + " merchant_id, terminal_id, batch_number, trace, local_time, card_id, account_id,"
            + " amount, currency, response_code, auth_code, available, refunded, original_id,"
            + " hold_id, entry_id, evidence, decided_at) VALUES (%d, DATE '2026-11-22', '%s', '%s',"
                .formatted(id, kind, state)
            + " 'POS', 'T/10000001/1/%d', '898100054110001', '10000001', 1, %d,"
                .formatted(id, id % 1_000)
            + " TIMESTAMP '2026-11-22 09:00:00', 501, 601, 3000, 'CNY', '%s', '123456', 97000, 0,"
                .formatted(code)
            + " %d, %d, %d, '0200 2=622700******1234 4=3000',"
                .formatted(originalId, holdId, entryId)
            + " TIMESTAMP '2026-11-22 01:00:00')");
  }

  void entry(long id, long transactionId, long cardAmount) throws SQLException {
    run(
        "INSERT INTO journal_entry (id, business_date, transaction_id) VALUES (%d, DATE '2026-11-22', %d)"
            .formatted(id, transactionId));
    run(
        "INSERT INTO posting (entry_id, line, business_date, account_id, amount, currency) VALUES"
            + " (%d, 1, DATE '2026-11-22', 601, %d, 'CNY'), (%d, 2, DATE '2026-11-22', 701, %d, 'CNY')"
                .formatted(id, cardAmount, id, -cardAmount));
  }

  /** A purchase with a card of others, to which its host gave no answer. */
  void routed(long id) throws SQLException {
    transaction(id, "PURCHASE", "DECLINED", "98", 0, 0, 0);
    run("UPDATE transaction_record SET card_id = 0, upstream = 'CUPNET' WHERE id = " + id);
    run(
        ("INSERT INTO upstream_exchange VALUES (%d, 'CUPNET', 17, TIMESTAMP '2026-11-22 01:00:00',"
                + " '0200', X'%s', 1, X'00', '622848******4321', 'UNKNOWN', '', '',"
                + " TIMESTAMP '2026-11-22 01:00:00', TIMESTAMP '2026-11-22 01:00:25')")
            .formatted(id, "02".repeat(32)));
    run(
        ("INSERT INTO upstream_debt (id, kind, transaction_id, host, reason, trace, transmitted_at,"
                + " status, tries, next_try_at, created_at) VALUES (%d, 'REVERSAL', %d, 'CUPNET',"
                + " '98', 18, TIMESTAMP '2026-11-22 01:00:25', 'QUEUED', 2,"
                + " TIMESTAMP '2026-11-22 01:00:40', TIMESTAMP '2026-11-22 01:00:25')")
            .formatted(id + 1, id));
  }

  void hold(long id) throws SQLException {
    run(
        "INSERT INTO hold (id, account_id, card_id, merchant_id, transaction_id, auth_code, amount,"
            + " currency, status, expires_at) VALUES (%d, 601, 501, '898100054110001', %d, '123456',"
                .formatted(id, id)
            + " 3000, 'CNY', 'PENDING', TIMESTAMP '2026-12-22 01:00:00')");
  }
}
