package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.openprepaid.key.KeyEvent;
import org.openprepaid.key.KeyName;
import org.openprepaid.key.KeyState;
import org.openprepaid.key.KeyVault;

/**
 * When a key was the active one, by its history: what was made in that time may need it.
 *
 * @param from in UTC; {@link LocalDateTime#MIN} for keys of the first start, which no operator
 *     activated
 * @param to in UTC; {@link LocalDateTime#MAX} while it is active
 */
public record TimeInUse(LocalDateTime from, LocalDateTime to) {
  /**
   * How long it takes at most until every node works with a key that was activated, and no longer
   * with the one before: nodes look for news every five seconds, and transactions that are under
   * way then have to end.
   */
  public static final Duration GRACE = Duration.ofMinutes(1);

  private static final String SYSTEM = "system";

  /** Empty if it never was active. */
  public static Optional<TimeInUse> of(Connection connection, KeyName name) throws SQLException {
    return of(new KeyVault(connection).history(name));
  }

  static Optional<TimeInUse> of(List<KeyEvent> history) {
    LocalDateTime from = isOfTheFirstStart(history) ? LocalDateTime.MIN : null;
    LocalDateTime to = LocalDateTime.MAX;
    for (KeyEvent event : history) {
      if (event.event().equals(KeyState.ACTIVE.name())) {
        from = event.at();
      } else if (isEnd(event) && event.at().isBefore(to)) {
        to = event.at();
      }
    }
    return from == null ? Optional.empty() : Optional.of(new TimeInUse(from, to));
  }

  /** Keys that an installation of before brought along may have no history at all. */
  private static boolean isOfTheFirstStart(List<KeyEvent> history) {
    return history.isEmpty() || history.get(0).operator().equals(SYSTEM);
  }

  private static boolean isEnd(KeyEvent event) {
    return event.event().equals(KeyState.SUPERSEDED.name())
        || event.event().equals(KeyState.COMPROMISED.name());
  }

  /** Whether it began less than this time ago. */
  public boolean begunWithin(Duration time, LocalDateTime now) {
    return from.plus(time).isAfter(now);
  }

  /** Whether it ended less than this time ago. */
  public boolean endedWithin(Duration time, LocalDateTime now) {
    return !to.equals(LocalDateTime.MAX) && to.plus(time).isAfter(now);
  }
}
