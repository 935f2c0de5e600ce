package org.openprepaid.upstream;

import org.openprepaid.transaction.TransactionState;

/** What a host's answer to a reversal or an advice means for the debt. */
final class DeliveryRules {

  private DeliveryRules() {}

  /**
   * @param code element 39
   * @param state where the transaction that it is about stands with us
   */
  static DebtDelivery.Result meaning(UpstreamDebt.Kind kind, String code, TransactionState state) {
    return switch (code) {
      case "00" -> DebtDelivery.Result.SETTLED;
      // it has the message already
      case "94" -> DebtDelivery.Result.SETTLED;
      // it never had what we undo: that is what we want. An advice's original it must know
      case "25" ->
          kind == UpstreamDebt.Kind.REVERSAL
              ? DebtDelivery.Result.SETTLED
              : DebtDelivery.Result.REFUSED;
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
}
