package org.openprepaid.transaction;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;
import org.openprepaid.id.TraceNumbers;
import org.openprepaid.key.SecurityModule;

/**
 * Runs a group of requests in one database transaction. When it throws, nothing of the group has
 * happened.
 *
 * <p>REQUIRES_NEW, and outcomes are told only after it has returned: so an answer never speaks of
 * something that was rolled back.
 */
@Stateless
public class GroupTransaction {

  @Resource(lookup = "jdbc/prepaid")
  private DataSource dataSource;

  @Inject private SecurityModule security;
  @Inject private TimeOrderedIds ids;
  @Inject private TraceNumbers traces;

  private GroupWork work;

  @PostConstruct
  void prepare() {
    work = new GroupWork(security, ids, traces, Clock.systemUTC());
  }

  /**
   * Decides the group, in order.
   *
   * @return one outcome a request, in the group's order
   * @throws GroupFailedException when the database refuses or is away; the container rolls back
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public List<Outcome> run(List<Prepared> group) throws GroupFailedException {
    try (Connection connection = dataSource.getConnection()) {
      return work.run(connection, group);
    } catch (SQLException e) {
      throw new GroupFailedException(e);
    }
  }
}
