package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.openprepaid.key.KeyRef;

/**
 * A context that stores keys of its own beside the vault, such as the working keys of sessions: the
 * change of the local master key must reach them.
 */
@FunctionalInterface
public interface WrappedKeys {
  /**
   * Shows every stored key, locked, and stores what comes back in its place; the same one back
   * changes nothing.
   */
  void replaceEach(Connection connection, UnaryOperator<KeyRef> replacement) throws SQLException;
}
