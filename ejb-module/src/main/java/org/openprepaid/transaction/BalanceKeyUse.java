package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyVault;
import org.openprepaid.key.ManagedKey;
import org.openprepaid.key.custody.KeyUser;
import org.openprepaid.key.custody.TimeInUse;

/**
 * What transactions need keys for: balances are sealed under one, and a repeat is recognised by the
 * card's hash, which the request was remembered with (rule 3 of the architecture).
 */
public final class BalanceKeyUse implements KeyUser {
  /**
   * For how long a terminal may repeat what it got no answer to: over a long weekend, and the time
   * until somebody has mended its line.
   */
  static final Duration REPEATS = Duration.ofDays(7);

  private static final String COUNT = "SELECT COUNT(*) FROM account_balance WHERE ORD(sealed) = ?";

  private final Clock clock;

  public BalanceKeyUse() {
    this(Clock.systemUTC());
  }

  BalanceKeyUse(Clock clock) {
    this.clock = clock;
  }

  @Override
  public List<String> usesOf(Connection connection, KeyName name) throws SQLException {
    KeyState state = new KeyVault(connection).find(name).map(ManagedKey::state).orElse(null);
    if (state == null || state == KeyState.DESTROYED) {
      return List.of();
    }
    return switch (name.type()) {
      case BALANCE_SEALING -> balances(connection, name, state);
      case PAN_LOOKUP -> repeats(connection, name);
      default -> List.of();
    };
  }

  private List<String> balances(Connection connection, KeyName name, KeyState state)
      throws SQLException {
    List<String> uses = new ArrayList<>();
    long count = count(connection, name.version());
    if (count > 0) {
      String what = count == 1 ? "balance is" : "balances are";
      uses.add(String.format(Locale.ROOT, "%,d %s sealed under it", count, what));
    }
    if (state == KeyState.ACTIVE) {
      uses.add("every transaction seals its balance under it");
    } else if (endedWithin(TimeInUse.GRACE, connection, name)) {
      uses.add("it was active until a moment ago: another server may still write under it");
    }
    return uses;
  }

  private List<String> repeats(Connection connection, KeyName name) throws SQLException {
    return endedWithin(REPEATS, connection, name)
        ? List.of("repeats of requests of the last " + REPEATS.toDays() + " days are known by it")
        : List.of();
  }

  private boolean endedWithin(Duration time, Connection connection, KeyName name)
      throws SQLException {
    LocalDateTime now = LocalDateTime.now(clock);
    return TimeInUse.of(connection, name).filter(use -> use.endedWithin(time, now)).isPresent();
  }

  private static long count(Connection connection, int version) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(COUNT)) {
      query.setInt(1, version);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
