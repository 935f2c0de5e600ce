package org.openprepaid.database;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The application server's. */
@Stateless
public class ContainerTransaction implements OwnTransaction {
  @Resource(lookup = "jdbc/prepaid")
  private DataSource database;

  @Resource private SessionContext context;

  /** For the container. */
  public ContainerTransaction() {}

  @Override
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public <T> T run(Work<T> work) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      // a checked exception alone would commit
      context.setRollbackOnly();
      throw e;
    }
  }
}
