package org.openprepaid.terminal;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.openprepaid.key.KeyAlgorithm;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeySpec;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;

/**
 * Gives terminals their working keys, and takes them away. The open batch keeps its number: a
 * terminal may sign in as often as it likes.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class SignIn {
  // no lock: of two sign-ins at once the later keys hold, and a batch closed meanwhile answers 77
  private static final String FIND =
      "SELECT t.terminal_id, k.key_block, t.active, t.batch_number, m.merchant_id, m.active"
          + " FROM terminal t JOIN merchant m ON m.id = t.merchant_pk"
          + " LEFT JOIN managed_key k ON k.owner = ? AND k.type = 'TMK' AND k.state = 'ACTIVE'"
          + " WHERE t.terminal_id = ?";
  private static final String OPEN =
      "INSERT INTO terminal_session (terminal_id, pik_block, mak_block, signed_in_at)"
          + " VALUES (?, ?, ?, ?)"
          + " ON DUPLICATE KEY UPDATE pik_block = ?, mak_block = ?, signed_in_at = ?";
  private static final String CLOSE = "DELETE FROM terminal_session WHERE terminal_id = ?";

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Inject private SecurityModule securityModule;

  /** For the container. */
  public SignIn() {}

  @SuppressWarnings("UnnecessaryAssignment") // for tests, without a container
  SignIn(DataSource database, SecurityModule securityModule) {
    this.database = database;
    this.securityModule = securityModule;
  }

  /**
   * Signs a terminal in with new keys; the old ones are void from now on.
   *
   * @param merchantId whose terminal it claims to be
   * @param pinKeyAlgorithm single- or double-length DES
   * @throws EJBException OP-1205 when the database does not answer
   */
  public SignInResult signIn(String terminalId, String merchantId, KeyAlgorithm pinKeyAlgorithm) {
    try (Connection connection = database.getConnection();
        PreparedStatement find = connection.prepareStatement(FIND)) {
      find.setString(1, KeyOwner.terminal(terminalId).text());
      find.setString(2, terminalId);
      try (ResultSet row = find.executeQuery()) {
        SignInResult.Refused refused = refusal(row, terminalId, merchantId);
        if (refused != null) {
          return refused;
        }
        KeyRef masterKey = KeyRef.of(row.getString(2));
        TerminalKeys.requireOf(terminalId, masterKey);
        WorkingKeys keys = generate(terminalId, masterKey, pinKeyAlgorithm);
        TerminalKeys session = new TerminalKeys(terminalId, keys.pinKey, keys.macKey);
        open(connection, session);
        return new SignInResult.SignedIn(
            session, row.getInt(4), keys.pinKeyDelivery, keys.macKeyDelivery);
      }
    } catch (SQLException e) {
      throw new EJBException("OP-1205 terminals cannot be read or written", e);
    }
  }

  /**
   * Ends a terminal's session; nothing happens when it has none.
   *
   * @throws EJBException OP-1205 when the database does not answer
   */
  public void signOff(String terminalId) {
    try (Connection connection = database.getConnection();
        PreparedStatement close = connection.prepareStatement(CLOSE)) {
      close.setString(1, terminalId);
      close.executeUpdate();
    } catch (SQLException e) {
      throw new EJBException("OP-1205 terminals cannot be read or written", e);
    }
  }

  private static SignInResult.Refused refusal(ResultSet row, String terminalId, String merchantId)
      throws SQLException {
    if (!row.next() || !row.getString(1).equals(terminalId)) {
      return SignInResult.Refused.UNKNOWN_TERMINAL;
    }
    if (!row.getString(5).equals(merchantId) || !row.getBoolean(6)) {
      return SignInResult.Refused.OTHER_MERCHANT;
    }
    if (!row.getBoolean(3)) {
      return SignInResult.Refused.INACTIVE_TERMINAL;
    }
    return row.getString(2) == null ? SignInResult.Refused.NO_MASTER_KEY : null;
  }

  private record WorkingKeys(
      KeyRef pinKey, KeyRef macKey, KeyDelivery pinKeyDelivery, KeyDelivery macKeyDelivery) {}

  /** The MAC key has single length even beside a double-length PIN key: see the profile page. */
  private WorkingKeys generate(String terminalId, KeyRef masterKey, KeyAlgorithm pinKeyAlgorithm) {
    KeyRef pinKey =
        securityModule.generate(KeySpec.working(terminalId, KeyType.PIK, pinKeyAlgorithm));
    KeyRef macKey =
        securityModule.generate(KeySpec.working(terminalId, KeyType.MAK, KeyAlgorithm.DES));
    return new WorkingKeys(
        pinKey, macKey, delivery(masterKey, pinKey), delivery(masterKey, macKey));
  }

  private KeyDelivery delivery(KeyRef masterKey, KeyRef key) {
    return new KeyDelivery(securityModule.exportUnder(masterKey, key), securityModule.kcv(key));
  }

  private static void open(Connection connection, TerminalKeys session) throws SQLException {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    try (PreparedStatement open = connection.prepareStatement(OPEN)) {
      open.setString(1, session.terminalId());
      open.setString(2, session.pinKey().value());
      open.setString(3, session.macKey().value());
      open.setObject(4, now);
      open.setString(5, session.pinKey().value());
      open.setString(6, session.macKey().value());
      open.setObject(7, now);
      open.executeUpdate();
    }
  }
}
