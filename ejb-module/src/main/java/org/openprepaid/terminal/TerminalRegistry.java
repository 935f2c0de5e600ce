package org.openprepaid.terminal;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.KeyBlock;

/** The terminals in the field. */
@Stateless
public class TerminalRegistry {
  @PersistenceContext(unitName = "prepaid")
  private EntityManager entities;

  @Inject private TimeOrderedIds ids;

  /** For the container. */
  public TerminalRegistry() {}

  /**
   * Takes a terminal on, with its first batch open.
   *
   * @param terminalId 8 letters and digits, its own
   * @param merchantPk the merchant's row
   * @param masterKey its master key (TMK)
   * @throws IllegalArgumentException OP-1206 when the id is malformed or the key is for something
   *     else
   */
  public Terminal enrol(String terminalId, long merchantPk, KeyBlock masterKey) {
    Terminal terminal = new Terminal(ids.next(), terminalId, merchantPk, masterKey);
    entities.persist(terminal);
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
