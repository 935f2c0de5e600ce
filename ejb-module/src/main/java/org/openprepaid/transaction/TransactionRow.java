package org.openprepaid.transaction;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** A {@link TransactionRecord} as a row of {@code transaction_record}. */
final class TransactionRow {
  static final String COLUMNS =
      "id, business_date, kind, state, channel, request_key, merchant_id, terminal_id,"
          + " batch_number, trace, local_time, card_id, account_id, amount, currency,"
          + " response_code, auth_code, available, refunded, original_id, hold_id, entry_id,"
          + " evidence, decided_at";
  private static final int COLUMN_COUNT = 24;

  static final String INSERT =
      "INSERT INTO transaction_record ("
          + COLUMNS
          + ") VALUES (?"
          + ", ?".repeat(COLUMN_COUNT - 1)
          + ")";

  private TransactionRow() {}

  static TransactionRecord read(ResultSet row) throws SQLException {
    Currency currency = Currency.valueOf(row.getString(15));
    Origin origin =
        new Origin(
            new RequestKey(row.getString(6)),
            Channel.valueOf(row.getString(5)),
            row.getString(7),
            row.getString(8),
            row.getInt(9),
            row.getInt(10),
            row.getObject(11, LocalDateTime.class),
            row.getString(23));
    Long available = row.getObject(18, Long.class);
    return new TransactionRecord(
        row.getLong(1),
        row.getObject(2, LocalDate.class),
        TransactionKind.valueOf(row.getString(3)),
        TransactionState.valueOf(row.getString(4)),
        origin,
        row.getLong(12),
        row.getLong(13),
        Money.of(row.getLong(14), currency),
        ResponseCode.of(row.getString(16)),
        row.getString(17),
        available == null ? null : Money.of(available, currency),
        Money.of(row.getLong(19), currency),
        row.getLong(20),
        row.getLong(21),
        row.getLong(22),
        row.getObject(24, LocalDateTime.class));
  }

  static void write(PreparedStatement insert, TransactionRecord record) throws SQLException {
    Origin origin = record.origin();
    insert.setLong(1, record.id());
    insert.setObject(2, record.businessDate());
    insert.setString(3, record.kind().name());
    insert.setString(4, record.state().name());
    insert.setString(5, origin.channel().name());
    insert.setString(6, origin.key().value());
    insert.setString(7, origin.merchantId());
    insert.setString(8, origin.terminalId());
    insert.setInt(9, origin.batchNumber());
    insert.setInt(10, origin.trace());
    insert.setObject(11, origin.localTime());
    insert.setLong(12, record.cardId());
    insert.setLong(13, record.accountId());
    insert.setLong(14, record.amount().minor());
    insert.setString(15, record.amount().currency().alphaCode());
    insert.setString(16, record.responseCode().code());
    insert.setString(17, record.authCode());
    insert.setObject(18, record.available() == null ? null : record.available().minor());
    insert.setLong(19, record.refunded().minor());
    insert.setLong(20, record.originalId());
    insert.setLong(21, record.holdId());
    insert.setLong(22, record.entryId());
    insert.setString(23, origin.evidence());
    insert.setObject(24, record.decidedAt());
  }
}
