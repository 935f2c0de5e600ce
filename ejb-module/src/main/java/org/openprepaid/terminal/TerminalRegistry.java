package org.openprepaid.terminal;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.Kcv;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.SecurityModule;

/** The terminals in the field. */
@Stateless
public class TerminalRegistry {
  @PersistenceContext(unitName = "prepaid")
  private EntityManager entities;

  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Inject private TimeOrderedIds ids;
  @Inject private SecurityModule securityModule;

  /** For the container. */
  public TerminalRegistry() {}

  /**
   * Takes a terminal on, with its first batch open and its master key active.
   *
   * @param terminalId 8 letters and digits, its own
   * @param merchantPk the merchant's row
   * @param masterKey its master key (TMK), made for it
   * @throws IllegalArgumentException OP-1206 when the id is malformed, or the key is for something
   *     or somebody else
   */
  public Terminal enrol(String terminalId, long merchantPk, KeyRef masterKey) {
    Terminal terminal = new Terminal(ids.next(), terminalId, merchantPk);
    terminal.requireMasterKey(masterKey);
    entities.persist(terminal);
    Kcv kcv = Kcv.of(securityModule.kcv(masterKey));
    ManagedKey key =
        new ManagedKey(
            masterKey.spec().name(), KeyState.ACTIVE, masterKey, kcv, masterKey.spec().validity());
    try (Connection connection = database.getConnection()) {
      KeyVault vault = new KeyVault(connection);
      vault.insert(key);
      vault.tell(key.name(), "system", "ENROLLED", LocalDateTime.now(ZoneOffset.UTC));
    } catch (SQLException e) {
      throw new EJBException("OP-1205 terminals cannot be read or written", e);
    }
    return terminal;
  }

  /** The terminal of this public id. */
  public Optional<Terminal> find(String terminalId) {
    return entities
        .createNamedQuery("Terminal.byTerminalId", Terminal.class)
        .setParameter("terminalId", terminalId)
        .getResultStream()
        .findFirst();
  }
}
