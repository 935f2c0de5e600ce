package org.openprepaid.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Adds events to the chain on a connection whose transaction is the caller's: so an act and its
 * record are kept together or not at all. {@link AuditTrail} keeps an event whatever becomes of the
 * transaction it tells of.
 */
public final class AuditChain {
  /** The actor when the platform itself acts, or who owns its machine. */
  public static final String SYSTEM = "system";

  private AuditChain() {}

  /**
   * Adds an event and holds the chain's end until the transaction ends. Texts that are too long are
   * cut; see {@link AuditEvent} for the lengths.
   */
  public static void append(
      Connection connection,
      String actor,
      String action,
      String subject,
      String outcome,
      String detail)
      throws SQLException {
    try (PreparedStatement lockHead =
            connection.prepareStatement(
                "SELECT sequence, hash FROM audit_head WHERE id = 1 FOR UPDATE");
        ResultSet head = lockHead.executeQuery()) {
      if (!head.next()) {
        throw new AuditException("the chain has no head", null);
      }
      byte[] previousHash = head.getBytes(2);
      LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
      AuditEvent event =
          new AuditEvent(head.getLong(1) + 1, now, actor, action, subject, outcome, detail);
      byte[] hash = event.hash(previousHash);
      insert(connection, event, previousHash, hash);
      moveHead(connection, event.sequence(), hash);
    }
  }

  private static void insert(
      Connection connection, AuditEvent event, byte[] previousHash, byte[] hash)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO audit_event (sequence, occurred_at, actor, action, subject, outcome,"
                + " detail, previous_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, event.sequence());
      insert.setObject(2, event.occurredAt());
      insert.setString(3, event.actor());
      insert.setString(4, event.action());
      insert.setString(5, event.subject());
      insert.setString(6, event.outcome());
      insert.setString(7, event.detail());
      insert.setBytes(8, previousHash);
      insert.setBytes(9, hash);
      insert.executeUpdate();
    }
  }

  private static void moveHead(Connection connection, long sequence, byte[] hash)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE audit_head SET sequence = ?, hash = ? WHERE id = 1")) {
      update.setLong(1, sequence);
      update.setBytes(2, hash);
      update.executeUpdate();
    }
  }
}
