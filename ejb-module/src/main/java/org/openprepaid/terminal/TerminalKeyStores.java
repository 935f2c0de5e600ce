package org.openprepaid.terminal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.KeyUser;
import org.openprepaid.key.custody.WrappedKeys;

/** What terminals have to do with keys: each needs its master key, and sessions store their own. */
public final class TerminalKeyStores implements KeyUser, WrappedKeys {
  @Override
  public List<String> usesOf(Connection connection, KeyName name) throws SQLException {
    if (name.type() != KeyType.TMK) {
      return List.of();
    }
    KeyState state = new KeyVault(connection).find(name).map(ManagedKey::state).orElse(null);
    return state == KeyState.ACTIVE && isEnrolled(connection, name.owner().name())
        ? List.of("terminal " + name.owner().name() + " signs in with it")
        : List.of();
  }

  private static boolean isEnrolled(Connection connection, String terminalId) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT active FROM terminal WHERE terminal_id = ?")) {
      query.setString(1, terminalId);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  @Override
  public void replaceEach(Connection connection, UnaryOperator<KeyRef> replacement)
      throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT terminal_id, pik_block, mak_block FROM terminal_session"
                    + " ORDER BY terminal_id FOR UPDATE");
        PreparedStatement update =
            connection.prepareStatement(
                "UPDATE terminal_session SET pik_block = ?, mak_block = ? WHERE terminal_id = ?");
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        KeyRef pinKey = KeyRef.of(rows.getString(2));
        KeyRef macKey = KeyRef.of(rows.getString(3));
        KeyRef nextPinKey = replacement.apply(pinKey);
        KeyRef nextMacKey = replacement.apply(macKey);
        if (!nextPinKey.equals(pinKey) || !nextMacKey.equals(macKey)) {
          update.setString(1, nextPinKey.value());
          update.setString(2, nextMacKey.value());
          update.setString(3, rows.getString(1));
          update.addBatch();
        }
      }
      update.executeBatch();
    }
  }
}
