package org.openprepaid.system.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The rows of a purchase as the platform writes them, by plain JDBC. */
final class ReferencePurchase implements AutoCloseable {
  private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis() << 20);
  private static final long MERCHANT_ACCOUNT = 7;
  private static final long AMOUNT = 1;

  private final PreparedStatement record;
  private final PreparedStatement posting;

  ReferencePurchase(Connection connection) throws SQLException {
    record =
        connection.prepareStatement(
            "INSERT INTO bench_transaction_record (id, business_date, kind, state, channel,"
                + " request_key, merchant_id, terminal_id, batch_number, trace, local_time,"
                + " card_id, account_id, amount, currency, response_code, auth_code, available,"
                + " refunded, original_id, hold_id, entry_id, evidence, decided_at)"
                + " VALUES (?, ?, 'PURCHASE', 'APPROVED', 'ISO8583', ?, '898100054110001',"
                + " '10000001', 1, ?, ?, ?, ?, ?, 'CNY', '00', '123456', 99999, 0, 0, 0, ?, '',"
                + " ?)");
    posting =
        connection.prepareStatement(
            "INSERT INTO bench_posting (entry_id, line, business_date, account_id, amount,"
                + " currency) VALUES (?, ?, ?, ?, ?, 'CNY')");
  }

  /** Adds the rows of one purchase from this account to the batches. */
  void add(long account) throws SQLException {
    long id = IDS.incrementAndGet();
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    LocalDate today = now.toLocalDate();
    int trace = (int) (id % 1_000_000);
    record.setLong(1, id);
    record.setObject(2, today);
    record.setString(3, "10000001:1:" + id);
    record.setInt(4, trace);
    record.setObject(5, now);
    record.setLong(6, account);
    record.setLong(7, account);
    record.setLong(8, AMOUNT);
    record.setLong(9, id);
    record.setObject(10, now);
    record.addBatch();
    post(id, 0, today, account, -AMOUNT);
    post(id, 1, today, MERCHANT_ACCOUNT, AMOUNT);
  }

  /** Sends what was added. */
  void send() throws SQLException {
    record.executeBatch();
    posting.executeBatch();
  }

  private void post(long entry, int line, LocalDate today, long account, long amount)
      throws SQLException {
    posting.setLong(1, entry);
    posting.setInt(2, line);
    posting.setObject(3, today);
    posting.setLong(4, account);
    posting.setLong(5, amount);
    posting.addBatch();
  }

  @Override
  public void close() throws SQLException {
    record.close();
    posting.close();
  }
}
