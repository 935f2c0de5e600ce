package org.openprepaid.audit;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The record of who did what: each event carries the hash of the one before, so that a changed,
 * removed or inserted one shows. An event is kept whatever becomes of the transaction it tells of.
 */
@Stateless
public class AuditTrail {
  /** The actor when the platform itself acts. */
  public static final String SYSTEM = AuditChain.SYSTEM;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

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
    try (Connection connection = database.getConnection()) {
      AuditChain.append(connection, actor, action, subject, outcome, detail);
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
}
