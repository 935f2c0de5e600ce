package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.openprepaid.money.Currency;

/** All upstream hosts: few, and read as a whole, like the {@link ProductCatalogue}. */
final class HostCatalogue {
  private static final long GOOD_FOR_MS = 1_000;
  private static final String ALL =
      "SELECT h.name, h.settlement_account_id, a.currency FROM upstream_host h"
          + " JOIN ledger_account a ON a.id = h.settlement_account_id";

  private record Read(Map<String, UpstreamTerms> terms, long atNanos) {}

  private volatile Read last;

  /** By name. */
  Map<String, UpstreamTerms> terms(Connection connection) throws SQLException {
    Read read = last;
    if (read == null || System.nanoTime() - read.atNanos > GOOD_FOR_MS * 1_000_000) {
      read = new Read(read(connection), System.nanoTime());
      last = read;
    }
    return read.terms;
  }

  private static Map<String, UpstreamTerms> read(Connection connection) throws SQLException {
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
