package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/** The terms of all card products, by id. */
final class ProductCatalogue extends Catalogue<Long, ProductTerms> {
  private static final String ALL =
      "SELECT id, currency, pin_required, pin_tries, balance_cap, transaction_limit,"
          + " credit_floor, hold_days, active, issuer, cvn_checked FROM card_product";

  @Override
  Map<Long, ProductTerms> read(Connection connection) throws SQLException {
    Map<Long, ProductTerms> terms = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(ALL);
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        Currency currency = Currency.valueOf(rows.getString(2));
        terms.put(
            rows.getLong(1),
            new ProductTerms(
                rows.getBoolean(3),
                rows.getInt(4),
                Money.of(rows.getLong(5), currency),
                Money.of(rows.getLong(6), currency),
                Money.of(rows.getLong(7), currency),
                rows.getInt(8),
                rows.getBoolean(9),
                rows.getString(10),
                rows.getBoolean(11)));
      }
    }
    return terms;
  }
}
