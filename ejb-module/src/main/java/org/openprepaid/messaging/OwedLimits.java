package org.openprepaid.messaging;

import java.time.Duration;

/**
 * How far delivering goes.
 *
 * @param maxTries so often a debt is sent before it is given up, 1 to 1,000
 * @param maxAge a debt that is older is given up when a try ends without an answer, 1 to 8,760 h
 * @param maxInFlight so many of one host's debts are under way at once, 1 to 1,000
 * @param maxQueued so many of one host's debts are in the queue and due at once, 1 to 100,000
 */
public record OwedLimits(int maxTries, Duration maxAge, int maxInFlight, int maxQueued) {
  private static final int MOST_TRIES = 1_000;
  private static final long MOST_HOURS = 8_760;
  private static final int MOST_IN_FLIGHT = 1_000;
  private static final int MOST_QUEUED = 100_000;

  public OwedLimits {
    require("max-tries", maxTries, MOST_TRIES);
    require("max-age-hours", maxAge.toHours(), MOST_HOURS);
    require("max-in-flight", maxInFlight, MOST_IN_FLIGHT);
    require("max-queued", maxQueued, MOST_QUEUED);
  }

  private static void require(String name, long value, long most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "OP-1670 openprepaid.owed." + name + " must be 1 to " + most);
    }
  }
}
