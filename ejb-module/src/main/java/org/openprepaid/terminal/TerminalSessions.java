package org.openprepaid.terminal;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.key.KeyRef;

/** Reads terminals and their working keys from the database. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class TerminalSessions {
  private static final String FIND =
      "SELECT t.terminal_id, s.pik_block, s.mak_block FROM terminal t"
          + " LEFT JOIN terminal_session s ON s.terminal_id = t.terminal_id"
          + " WHERE t.terminal_id = ?";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  /** For the container. */
  public TerminalSessions() {}

  TerminalSessions(DataSource database) {
    this.database = database;
  }

  /**
   * The terminal with the keys it signed in with last; empty when there is no such terminal.
   *
   * @throws EJBException OP-1205 when the database does not answer
   */
  public Optional<TerminalKeys> find(String terminalId) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(FIND)) {
      statement.setString(1, terminalId);
      try (ResultSet row = statement.executeQuery()) {
        // the database compares without regard to case; a terminal's id is exact
        return row.next() && row.getString(1).equals(terminalId)
            ? Optional.of(keys(terminalId, row.getString(2), row.getString(3)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw new EJBException("OP-1205 terminals cannot be read or written", e);
    }
  }

  private static TerminalKeys keys(String terminalId, String pinKey, String macKey) {
    return macKey == null
        ? TerminalKeys.signedOff(terminalId)
        : new TerminalKeys(terminalId, KeyRef.of(pinKey), KeyRef.of(macKey));
  }
}
