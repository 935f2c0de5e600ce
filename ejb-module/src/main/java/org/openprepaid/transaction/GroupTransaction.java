package org.openprepaid.transaction;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.key.PinCheck;
import org.openprepaid.key.SecurityModule;

/**
 * Runs a group of requests in one database transaction: load and lock, decide each in turn, write,
 * commit. When it throws, nothing of the group has happened.
 *
 * <p>REQUIRES_NEW, and outcomes are told only after it has returned: so an answer never speaks of
 * something that was rolled back.
 */
@Stateless
public class GroupTransaction {

  /** Shared by all instances: the pool may hold many. */
  private static final ProductCatalogue PRODUCTS = new ProductCatalogue();

  private static final Rulebook RULEBOOK = new Rulebook();

  @Resource(lookup = "jdbc/prepaid")
  private DataSource dataSource;

  @Inject private SecurityModule security;
  @Inject private TimeOrderedIds ids;

  /**
   * Decides the group, in order.
   *
   * @return one outcome a request, in the group's order
   * @throws GroupFailedException when the database refuses or is away; the container rolls back
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public List<Outcome> run(List<Prepared> group) throws GroupFailedException {
    try (Connection connection = dataSource.getConnection()) {
      return run(connection, group);
    } catch (SQLException e) {
      throw new GroupFailedException(e);
    }
  }

  private List<Outcome> run(Connection connection, List<Prepared> group) throws SQLException {
    Map<Long, ProductTerms> products = PRODUCTS.terms(connection);
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
    GroupReader reader = new GroupReader(connection, security, products::get);
    Workspace work =
        reader.read(group, now, (day, at) -> new Workspace(day, at, ids, this::checkPin, RULEBOOK));
    List<Outcome> outcomes = work.processAll(group);
    new GroupWriter(connection, security).write(work.changes(), work.businessDate());
    return outcomes;
  }

  private PinCheck checkPin(PresentedCard card, long cardId, byte[] pinVerification) {
    return pinVerification == null
        ? PinCheck.WRONG
        : security.verifyPin(
            card.pin().key(), card.pin().block(), card.pan().digits(), cardId, pinVerification);
  }
}
