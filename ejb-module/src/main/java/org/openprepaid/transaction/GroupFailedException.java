package org.openprepaid.transaction;

import jakarta.ejb.ApplicationException;
import java.sql.SQLException;

/** A group's database transaction failed and was rolled back. */
@ApplicationException(rollback = true)
public class GroupFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** SQL states that begin so mean that the database is out of reach (SQL:2016, class 08). */
  private static final String CONNECTION_CLASS = "08";

  GroupFailedException(SQLException cause) {
    super(cause);
  }

  /** Whether the database is away, so that trying again at once is in vain. */
  boolean isDatabaseAway() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().startsWith(CONNECTION_CLASS)) {
        return true;
      }
    }
    // the pool wraps a failure to connect, or to connect in time, without a state
    return getCause() instanceof SQLException sql && sql.getSQLState() == null;
  }
}
