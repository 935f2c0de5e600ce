package org.openprepaid.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * What a walk along the audit chain found. It reads pages, so its memory does not grow with the
 * trail; events added meanwhile are not its business.
 *
 * @param events how many links are sound, from the first on
 * @param brokenAt the sequence of the first link that does not fit, 0 when all do
 * @param finding what is wrong there, empty when nothing is
 */
public record AuditVerification(long events, long brokenAt, String finding) {
  private static final int PAGE = 1_000;

  public boolean isIntact() {
    return brokenAt == 0;
  }

  /**
   * Walks the chain up to the head as it stands at the call. Needs no container, so that the ledger
   * check can do it too.
   */
  public static AuditVerification of(Connection connection) throws SQLException {
    long last;
    byte[] headHash;
    try (PreparedStatement query =
            connection.prepareStatement("SELECT sequence, hash FROM audit_head WHERE id = 1");
        ResultSet head = query.executeQuery()) {
      if (!head.next()) {
        return new AuditVerification(0, 1, "the chain has no head");
      }
      last = head.getLong(1);
      headHash = head.getBytes(2);
    }
    Walk walk = new Walk();
    while (walk.finding.isEmpty() && walk.sequence < last) {
      if (!walk.page(connection, last)) {
        return walk.broken(walk.sequence + 1, "missing");
      }
    }
    if (walk.finding.isEmpty() && !Arrays.equals(walk.hash, headHash)) {
      return walk.broken(Math.max(1, last), "the head does not fit the last event");
    }
    return walk.finding.isEmpty()
        ? new AuditVerification(walk.sequence, 0, "")
        : walk.broken(walk.sequence + 1, walk.finding);
  }

  private static final class Walk {
    private byte[] hash = new byte[AuditEvent.HASH_BYTES];
    private long sequence;
    private String finding = "";

    /** Follows one page; false when there are no more events. */
    boolean page(Connection connection, long last) throws SQLException {
      long before = sequence;
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT sequence, occurred_at, actor, action, subject, outcome, detail,"
                  + " previous_hash, hash FROM audit_event WHERE sequence > ? AND sequence <= ?"
                  + " ORDER BY sequence LIMIT "
                  + PAGE)) {
        query.setLong(1, sequence);
        query.setLong(2, last);
        try (ResultSet row = query.executeQuery()) {
          while (finding.isEmpty() && row.next()) {
            follow(row);
          }
        }
      }
      return sequence > before || !finding.isEmpty();
    }

    private void follow(ResultSet row) throws SQLException {
      long next = row.getLong(1);
      AuditEvent event =
          new AuditEvent(
              next,
              row.getObject(2, LocalDateTime.class),
              row.getString(3),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.getString(7));
      byte[] rowHash = row.getBytes(9);
      if (next != sequence + 1) {
        finding = "missing";
      } else if (!Arrays.equals(row.getBytes(8), hash)) {
        finding = "does not follow the event before";
      } else if (!Arrays.equals(event.hash(hash), rowHash)) {
        finding = "was changed";
      } else {
        sequence = next;
        hash = rowHash;
      }
    }

    AuditVerification broken(long at, String what) {
      return new AuditVerification(sequence, at, what);
    }
  }
}
