package org.openprepaid.upstream;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/**
 * A debt with all that became of it.
 *
 * @param nextTryAt UTC; of no meaning once it has ended
 * @param hostCode element 39 of the last answer, empty without one
 * @param lastError what went wrong the last time, for the operator; empty when nothing did
 * @param endedAt UTC, {@code null} while it is owed
 * @param closedBy the operator who closed it, else {@code null}
 */
public record DebtRecord(
    UpstreamDebt debt,
    LocalDateTime nextTryAt,
    String hostCode,
    String lastError,
    LocalDateTime endedAt,
    String closedBy,
    String closedReason) {

  static DebtRecord read(ResultSet row) throws SQLException {
    return new DebtRecord(
        UpstreamDebts.read(row),
        row.getObject("next_try_at", LocalDateTime.class),
        row.getString("host_code"),
        row.getString("last_error"),
        row.getObject("ended_at", LocalDateTime.class),
        row.getString("closed_by"),
        row.getString("closed_reason"));
  }
}
