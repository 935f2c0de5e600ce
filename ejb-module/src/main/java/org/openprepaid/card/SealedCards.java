package org.openprepaid.card;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.openprepaid.key.LookupHash;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.SealedStore;

/**
 * Cards as a store of sealed values: the number, sealed and hashed, and the PIN where it is stored
 * encrypted. Of the other PINs there is nothing to seal anew: they cannot be had from what is
 * stored.
 */
@Dependent
public class SealedCards implements SealedStore {
  /** Along the primary key, though most of a page's rows may be current: no sorting. */
  private static final String SELECT =
      "SELECT c.id, c.pan_hash, c.pan_hash_version, c.pan_sealed, c.pin_verification, p.issuer"
          + " FROM card c FORCE INDEX (PRIMARY)"
          + " STRAIGHT_JOIN card_product p ON p.id = c.product_id WHERE c.id > ? AND ";

  private static final String COUNT =
      "SELECT COUNT(*) FROM card c STRAIGHT_JOIN card_product p ON p.id = c.product_id WHERE ";

  private final SecurityModule security;
  private final Clock clock;

  @Inject
  public SealedCards(SecurityModule security) {
    this(security, Clock.systemUTC());
  }

  SealedCards(SecurityModule security, Clock clock) {
    this.security = security;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "cards";
  }

  @Override
  public String wanted(Connection connection) throws SQLException {
    return CardVersions.now(connection, security).toString();
  }

  @Override
  public long outdated(Connection connection) throws SQLException {
    List<Object> parameters = new ArrayList<>();
    String condition = CardVersions.now(connection, security).condition(parameters);
    try (PreparedStatement query = prepared(connection, COUNT + condition, parameters);
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public OutdatedPage after(Connection connection, long id) throws SQLException {
    CardVersions versions =
        CardVersions.now(connection, security)
            .knownToAllNodes(connection, LocalDateTime.now(clock));
    List<Object> parameters = new ArrayList<>(List.of(id));
    String sql = SELECT + versions.condition(parameters) + " ORDER BY c.id LIMIT " + PAGE;
    List<OutdatedCards.Stored> cards = new ArrayList<>();
    try (PreparedStatement query = prepared(connection, sql, parameters);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        cards.add(
            new OutdatedCards.Stored(
                row.getLong(1),
                new LookupHash(row.getInt(3), row.getBytes(2)),
                row.getBytes(4),
                row.getBytes(5),
                row.getString(6)));
      }
    }
    return new OutdatedCards(security, versions, cards);
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, List<Object> parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, parameters.get(i));
    }
    return statement;
  }
}
