package org.openprepaid.web.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;

/** A transaction's row, with its card masked. */
final class SummaryRow {
  /** To be followed by {@code WHERE}. */
  static final String SELECT =
      "SELECT t.id, t.kind, t.state, t.response_code, t.auth_code, t.amount, t.currency, t.channel,"
          + " t.merchant_id, t.terminal_id, t.batch_number, t.trace, t.business_date, t.decided_at,"
          + " t.available, t.refunded, t.request_key, t.local_time, t.evidence, t.original_id,"
          + " t.hold_id, t.entry_id, COALESCE(c.pan_masked, e.pan_masked) AS pan_masked"
          + " FROM transaction_record t LEFT JOIN card c ON c.id = t.card_id"
          + " LEFT JOIN upstream_exchange e ON e.transaction_id = t.id ";

  private SummaryRow() {}

  static TransactionSummary read(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    String code = row.getString("response_code");
    return new TransactionSummary(
        String.valueOf(id),
        new Rrn(id).toString(),
        row.getString("kind"),
        row.getString("state"),
        code,
        ResponseCode.of(code).name(),
        row.getString("auth_code").strip(),
        row.getString("pan_masked"),
        row.getLong("amount"),
        row.getString("currency"),
        row.getString("channel"),
        row.getString("merchant_id").strip(),
        row.getString("terminal_id").strip(),
        row.getInt("batch_number"),
        row.getInt("trace"),
        row.getString("business_date"),
        row.getObject("decided_at", LocalDateTime.class).toString());
  }
}
