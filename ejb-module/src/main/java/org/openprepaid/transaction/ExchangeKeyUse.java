package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.KeyUser;

/**
 * What routed transactions need keys for: their card numbers are stored under keys of the house,
 * and what is asked of a host goes under the keys of its zone.
 */
public final class ExchangeKeyUse implements KeyUser {
  private static final String ENCRYPTED =
      "SELECT COUNT(*) FROM upstream_exchange WHERE ORD(pan_sealed) = ?";
  private static final String HASHED =
      "SELECT COUNT(*) FROM upstream_exchange WHERE pan_hash_version = ?";
  private static final String HOST = "SELECT COUNT(*) FROM upstream_host WHERE name = ?";

  @Override
  public List<String> usesOf(Connection connection, KeyName name) throws SQLException {
    KeyState state = new KeyVault(connection).find(name).map(ManagedKey::state).orElse(null);
    if (state == null || state == KeyState.DESTROYED) {
      return List.of();
    }
    return switch (name.type()) {
      case PAN_ENCRYPTION -> numbers(connection, ENCRYPTED, name, "encrypted under it");
      case PAN_LOOKUP -> numbers(connection, HASHED, name, "found by it");
      case ZMK, ZPK, ZAK -> zone(connection, name, state);
      default -> List.of();
    };
  }

  private static List<String> numbers(Connection connection, String sql, KeyName name, String how)
      throws SQLException {
    long count = count(connection, sql, name.version());
    List<String> uses = new ArrayList<>();
    if (count > 0) {
      String what = count == 1 ? "routed transaction has its" : "routed transactions have their";
      uses.add(String.format(Locale.ROOT, "%,d %s card number %s", count, what, how));
    }
    return uses;
  }

  private static List<String> zone(Connection connection, KeyName name, KeyState state)
      throws SQLException {
    boolean needed = state == KeyState.ACTIVE && count(connection, HOST, name.owner().name()) > 0;
    String what = name.type() == KeyType.ZMK ? " sends new keys under it" : " is asked under it";
    return needed ? List.of("host " + name.owner().name() + what) : List.of();
  }

  private static long count(Connection connection, String sql, Object parameter)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, parameter);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
