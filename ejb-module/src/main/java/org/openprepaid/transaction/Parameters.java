package org.openprepaid.transaction;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Sets a statement's parameters one after the other. */
final class Parameters {
  private final PreparedStatement statement;
  private int next = 1;

  Parameters(PreparedStatement statement) {
    this.statement = statement;
  }

  Parameters add(long value) throws SQLException {
    statement.setLong(next++, value);
    return this;
  }

  Parameters add(int value) throws SQLException {
    statement.setInt(next++, value);
    return this;
  }

  Parameters add(boolean value) throws SQLException {
    statement.setBoolean(next++, value);
    return this;
  }

  Parameters add(String value) throws SQLException {
    statement.setString(next++, value);
    return this;
  }

  Parameters add(byte[] value) throws SQLException {
    statement.setBytes(next++, value);
    return this;
  }

  Parameters add(LocalDate value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  Parameters add(LocalDateTime value) throws SQLException {
    statement.setObject(next++, value);
    return this;
  }

  /** A number or NULL. */
  Parameters addNullable(Long value) throws SQLException {
    if (value == null) {
      statement.setNull(next++, Types.BIGINT);
    } else {
      statement.setLong(next++, value);
    }
    return this;
  }
}
