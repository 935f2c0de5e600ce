package org.openprepaid.audit;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The record of who did what: each event carries the hash of the one before, so that a changed,
 * removed or inserted one shows. An event is kept whatever becomes of the transaction it tells of.
 */
@Stateless
public class AuditTrail {
  /** The actor when the platform itself acts. */
  public static final String SYSTEM = "system";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  private final Clock clock = Clock.systemUTC();

  /** For the container. */
  public AuditTrail() {}

  AuditTrail(DataSource database) {
    this.database = database;
  }

  /**
   * Adds an event. Texts that are too long are cut; see {@link AuditEvent} for the lengths.
   *
   * @throws AuditException when it cannot be written: then what it tells of must not happen
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public void record(String actor, String action, String subject, String outcome, String detail) {
    try (Connection connection = database.getConnection();
        PreparedStatement lockHead =
            connection.prepareStatement(
                "SELECT sequence, hash FROM audit_head WHERE id = 1 FOR UPDATE");
        ResultSet head = lockHead.executeQuery()) {
      if (!head.next()) {
        throw new AuditException("the chain has no head", null);
      }
      byte[] previousHash = head.getBytes(2);
      AuditEvent event =
          new AuditEvent(head.getLong(1) + 1, now(), actor, action, subject, outcome, detail);
      byte[] hash = event.hash(previousHash);
      insert(connection, event, previousHash, hash);
      moveHead(connection, event.sequence(), hash);
    } catch (SQLException e) {
      throw new AuditException("an event cannot be written", e);
    }
  }

  /** Checks the whole chain; see {@link AuditVerification}. */
  @TransactionAttribute(TransactionAttributeType.SUPPORTS)
  public AuditVerification verify() {
    try (Connection connection = database.getConnection()) {
      return AuditVerification.of(connection);
    } catch (SQLException e) {
      throw new AuditException("the chain cannot be read", e);
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

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
