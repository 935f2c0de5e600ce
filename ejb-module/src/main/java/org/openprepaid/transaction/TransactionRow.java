package org.openprepaid.transaction;

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
          + " evidence, decided_at,"
          + " network, upstream";

  private TransactionRow() {}

  /** The columns of a table that is called so in a query. */
  static String columns(String alias) {
    return alias + '.' + COLUMNS.replace(", ", ", " + alias + '.');
  }

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
            row.getString(25),
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
        row.getObject(24, LocalDateTime.class),
        row.getString(26));
  }

  static void write(Parameters row, TransactionRecord record) throws SQLException {
    Origin origin = record.origin();
    row.add(record.id())
        .add(record.businessDate())
        .add(record.kind().name())
        .add(record.state().name())
        .add(origin.channel().name())
        .add(origin.key().value())
        .add(origin.merchantId())
        .add(origin.terminalId())
        .add(origin.batchNumber())
        .add(origin.trace())
        .add(origin.localTime())
        .add(record.cardId())
        .add(record.accountId())
        .add(record.amount().minor())
        .add(record.amount().currency().alphaCode())
        .add(record.responseCode().code())
        .add(record.authCode())
        .addNullable(record.available() == null ? null : record.available().minor())
        .add(record.refunded().minor())
        .add(record.originalId())
        .add(record.holdId())
        .add(record.entryId())
        .add(origin.evidence())
        .add(record.decidedAt())
        .add(origin.network())
        .add(record.upstream());
  }
}
