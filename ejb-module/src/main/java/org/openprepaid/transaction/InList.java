package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * A query whose last condition is {@code IN (…)}. The number of placeholders is rounded up to a
 * power of two, the last value repeated, so that a driver keeps a handful of prepared statements
 * and not one a size.
 */
final class InList {

  private InList() {}

  /** Prepares {@code select IN (?, …) tail} with the values set. */
  static PreparedStatement prepare(
      Connection connection, String select, Collection<?> values, String tail) throws SQLException {
    int size = Integer.highestOneBit(Math.max(1, values.size() * 2 - 1));
    String sql = select + " IN (?" + ", ?".repeat(size - 1) + ")" + tail;
    PreparedStatement statement = connection.prepareStatement(sql);
    int index = 1;
    Object last = null;
    for (Object value : values) {
      statement.setObject(index++, value);
      last = value;
    }
    while (index <= size) {
      statement.setObject(index++, last);
    }
    return statement;
  }
}
