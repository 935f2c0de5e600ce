package org.openprepaid.messaging;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import org.openprepaid.upstream.DebtDelivery.Delivery;
import org.openprepaid.upstream.DebtStep;
import org.openprepaid.upstream.UpstreamDebt;

/**
 * Decides what becomes of a debt after a try. Pure: the same values give the same step.
 *
 * <p>A debt dies of an answer, or of silence for too long; never of waiting for a host that cannot
 * be reached.
 */
final class RetryRules {
  /** The longest pause after the first try that brought no answer; it doubles with each. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  /** No pause is longer. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** No pause is shorter: a host that is in trouble gets a moment. */
  static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  /** What did not leave waits at most so long before it is looked at again. */
  static final Duration NOT_SENT_PAUSE = Duration.ofSeconds(5);

  private RetryRules() {}

  /**
   * @param now UTC
   * @param chance 0 to below 1, drawn anew for each debt, so that those who failed together do not
   *     come back together
   */
  static DebtStep after(
      Delivery delivery, UpstreamDebt debt, LocalDateTime now, double chance, OwedLimits limits) {
    return switch (delivery.result()) {
      case SETTLED -> new DebtStep.Settled(delivery.hostCode());
      case REFUSED -> new DebtStep.Dead(delivery.hostCode(), said("refused by the host", delivery));
      case UNKNOWN -> afterSilence(delivery, debt, now, chance, limits);
      case NOT_SENT ->
          new DebtStep.PutBack(later(now, jittered(NOT_SENT_PAUSE, chance)), delivery.detail());
    };
  }

  private static DebtStep afterSilence(
      Delivery delivery, UpstreamDebt debt, LocalDateTime now, double chance, OwedLimits limits) {
    int tries = debt.tries() + 1;
    if (tries >= limits.maxTries()) {
      return new DebtStep.Dead(
          delivery.hostCode(), said("given up after " + tries + " tries", delivery));
    }
    if (debt.createdAt().plus(limits.maxAge()).isBefore(now)) {
      return new DebtStep.Dead(
          delivery.hostCode(),
          said("given up after " + limits.maxAge().toHours() + " hours", delivery));
    }
    return new DebtStep.Again(
        later(now, jittered(ceiling(tries), chance)), delivery.hostCode(), delivery.detail());
  }

  private static String said(String what, Delivery delivery) {
    return delivery.detail().isEmpty() ? what : what + ": " + delivery.detail();
  }

  /**
   * The longest pause after so many tries: 2 s, 4 s, 8 s … 5 min.
   *
   * @param tries 1 or more
   */
  static Duration ceiling(int tries) {
    // past 2^20 s nothing changes any more, and a larger shift would run over
    int doublings = Math.min(tries - 1, 20);
    Duration grown = FIRST_PAUSE.multipliedBy(1L << doublings);
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  /** Anywhere between the shortest pause and the ceiling. */
  static Duration jittered(Duration ceiling, double chance) {
    long span = ceiling.minus(SHORTEST_PAUSE).toMillis();
    return SHORTEST_PAUSE.plusMillis((long) (span * chance));
  }

  private static LocalDateTime later(LocalDateTime now, Duration pause) {
    return now.plus(pause).truncatedTo(ChronoUnit.MICROS);
  }
}
