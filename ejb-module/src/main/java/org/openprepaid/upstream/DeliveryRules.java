package org.openprepaid.upstream;

import java.time.Duration;
import org.openprepaid.transaction.TransactionState;

/** What a host's answer to a reversal or an advice means for the debt. */
final class DeliveryRules {
  /**
   * So long a request may still be on its way to the host after it was sent: until then "never had
   * it" may mean "not yet", and a host that leaves no mark would carry it out after all.
   */
  static final Duration UNDER_WAY = Duration.ofMinutes(1);

  private DeliveryRules() {}

  /**
   * @param code element 39
   * @param state where the transaction that it is about stands with us
   * @param age since the transaction itself was sent to the host
   */
  static DebtDelivery.Result meaning(
      UpstreamDebt.Kind kind, String code, TransactionState state, Duration age) {
    return switch (code) {
      case "00" -> DebtDelivery.Result.SETTLED;
      // it has the message already
      case "94" -> DebtDelivery.Result.SETTLED;
      case "25" -> unknownThere(kind, age);
      // the reversal of this advice came before it
      case "68" ->
          state == TransactionState.REVERSED
              ? DebtDelivery.Result.SETTLED
              : DebtDelivery.Result.REFUSED;
      // its own trouble, or a MAC under keys that change just now
      case "09", "19", "90", "91", "96", "98", "A0" -> DebtDelivery.Result.UNKNOWN;
      default -> DebtDelivery.Result.REFUSED;
    };
  }

  /** It never had what we undo: that is what we want. An advice's original it must know. */
  private static DebtDelivery.Result unknownThere(UpstreamDebt.Kind kind, Duration age) {
    if (kind == UpstreamDebt.Kind.ADVICE) {
      return DebtDelivery.Result.REFUSED;
    }
    return age.compareTo(UNDER_WAY) < 0 ? DebtDelivery.Result.UNKNOWN : DebtDelivery.Result.SETTLED;
  }
}
