package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.openprepaid.key.MacAlgorithm;

/** The upstream hosts as they are stored. */
final class HostTable {
  private static final String ALL = "SELECT name, institution, mac_algorithm FROM upstream_host";

  private HostTable() {}

  /** All of them, by name. */
  static Map<String, UpstreamHost> all(Connection connection) throws SQLException {
    Map<String, UpstreamHost> hosts = new TreeMap<>();
    try (PreparedStatement query = connection.prepareStatement(ALL);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String name = rows.getString(1);
        hosts.put(
            name,
            new UpstreamHost(name, rows.getString(2), MacAlgorithm.valueOf(rows.getString(3))));
      }
    }
    return hosts;
  }
}
