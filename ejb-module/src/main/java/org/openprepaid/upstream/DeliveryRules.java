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

  /** The host does not know what is to be reversed. */
  static final String NOT_KNOWN = "25";

  private static final String HAS_IT_ALREADY = "94";

  private DeliveryRules() {}

  /** A host that knows the message again means its first answer to it. */
  static String meant(String code, String lastCode) {
    return code.equals(HAS_IT_ALREADY) && lastCode.equals(NOT_KNOWN) ? NOT_KNOWN : code;
  }

  /**
   * @param code element 39
   * @param state where the transaction that it is about stands with us
   * @param mayBeThere whether the host may have the transaction, or get it yet, whatever it says
   */
  static DebtDelivery.Result meaning(
      UpstreamDebt.Kind kind, String code, TransactionState state, boolean mayBeThere) {
    return switch (code) {
      case "00" -> DebtDelivery.Result.SETTLED;
      case HAS_IT_ALREADY -> DebtDelivery.Result.SETTLED;
      case NOT_KNOWN -> unknownThere(kind, mayBeThere);
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
  private static DebtDelivery.Result unknownThere(UpstreamDebt.Kind kind, boolean mayBeThere) {
    if (kind == UpstreamDebt.Kind.ADVICE) {
      return DebtDelivery.Result.REFUSED;
    }
    return mayBeThere ? DebtDelivery.Result.UNKNOWN : DebtDelivery.Result.SETTLED;
  }
}
