package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.openprepaid.money.Currency;

/** The terms of all upstream hosts, by name. */
final class HostCatalogue extends Catalogue<String, UpstreamTerms> {
  private static final String ALL =
      "SELECT h.name, h.settlement_account_id, a.currency FROM upstream_host h"
          + " JOIN ledger_account a ON a.id = h.settlement_account_id";

  @Override
  Map<String, UpstreamTerms> read(Connection connection) throws SQLException {
    Map<String, UpstreamTerms> terms = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(ALL);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        terms.put(
            rows.getString(1),
            new UpstreamTerms(
                rows.getString(1), rows.getLong(2), Currency.valueOf(rows.getString(3))));
      }
    }
    return terms;
  }
}
