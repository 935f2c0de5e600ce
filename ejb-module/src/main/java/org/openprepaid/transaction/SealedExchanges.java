package org.openprepaid.transaction;

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
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.key.custody.OutdatedPage;
import org.openprepaid.key.custody.SealedStore;
import org.openprepaid.key.custody.TimeInUse;

/** The card numbers of routed transactions, encrypted and hashed, as a store of sealed values. */
@Dependent
public class SealedExchanges implements SealedStore {
  private static final String OUTDATED =
      " FROM upstream_exchange WHERE (ORD(pan_sealed) <> ? OR pan_hash_version <> ?)";
  private static final String COUNT = "SELECT COUNT(*)" + OUTDATED;
  private static final String SELECT =
      "SELECT transaction_id, pan_sealed, pan_hash"
          + OUTDATED
          + " AND transaction_id > ? ORDER BY transaction_id LIMIT "
          + PAGE;

  private final SecurityModule security;
  private final Clock clock;

  @Inject
  public SealedExchanges(SecurityModule security) {
    this(security, Clock.systemUTC());
  }

  SealedExchanges(SecurityModule security, Clock clock) {
    this.security = security;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "exchanges";
  }

  @Override
  public String wanted(Connection connection) {
    return KeyType.PAN_LOOKUP
        + ":"
        + active(KeyType.PAN_LOOKUP)
        + " "
        + KeyType.PAN_ENCRYPTION
        + ":"
        + active(KeyType.PAN_ENCRYPTION);
  }

  /** 0 if there is none: then nothing can be sealed anew. */
  private int active(KeyType type) {
    return security.activeKey(KeyOwner.INSTITUTION, type).map(KeyRef::version).orElse(0);
  }

  @Override
  public long outdated(Connection connection) throws SQLException {
    int sealing = active(KeyType.PAN_ENCRYPTION);
    int lookup = active(KeyType.PAN_LOOKUP);
    if (sealing == 0 || lookup == 0) {
      return 0;
    }
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      query.setInt(1, sealing);
      query.setInt(2, lookup);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public OutdatedPage after(Connection connection, long id) throws SQLException {
    List<OutdatedExchanges.Stored> exchanges = new ArrayList<>();
    int sealing = active(KeyType.PAN_ENCRYPTION);
    int lookup = active(KeyType.PAN_LOOKUP);
    if (sealing != 0 && lookup != 0 && isKnownToAllNodes(connection, lookup)) {
      try (PreparedStatement query = connection.prepareStatement(SELECT)) {
        query.setInt(1, sealing);
        query.setInt(2, lookup);
        query.setLong(3, id);
        try (ResultSet row = query.executeQuery()) {
          while (row.next()) {
            exchanges.add(
                new OutdatedExchanges.Stored(row.getLong(1), row.getBytes(2), row.getBytes(3)));
          }
        }
      }
    }
    return new OutdatedExchanges(security, exchanges);
  }

  /** A node that has not heard of the key yet would take the card for another. */
  private boolean isKnownToAllNodes(Connection connection, int version) throws SQLException {
    KeyName name = new KeyName(KeyOwner.INSTITUTION, KeyType.PAN_LOOKUP, version);
    LocalDateTime now = LocalDateTime.now(clock);
    return TimeInUse.of(connection, name)
        .filter(use -> !use.begunWithin(TimeInUse.GRACE, now))
        .isPresent();
  }
}
