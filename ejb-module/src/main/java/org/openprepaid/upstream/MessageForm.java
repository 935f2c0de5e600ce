package org.openprepaid.upstream;

import org.openprepaid.transaction.TransactionKind;

/**
 * Which message stands for which transaction (docs/upstream-profile.md).
 *
 * @param mti of the request or advice
 * @param processingCode element 3
 * @param condition element 25
 */
record MessageForm(String mti, String processingCode, String condition) {

  /**
   * @throws IllegalArgumentException when a host is never asked for it
   */
  static MessageForm of(TransactionKind kind) {
    return switch (kind) {
      case PURCHASE -> new MessageForm("0200", "000000", "00");
      case PURCHASE_VOID -> new MessageForm("0200", "200000", "00");
      case REFUND -> new MessageForm("0220", "200000", "00");
      case BALANCE_INQUIRY -> new MessageForm("0200", "310000", "00");
      case PRE_AUTHORISATION -> new MessageForm("0100", "030000", "06");
      case PRE_AUTHORISATION_VOID -> new MessageForm("0100", "200000", "06");
      case COMPLETION -> new MessageForm("0200", "000000", "06");
      case COMPLETION_ADVICE -> new MessageForm("0220", "000000", "06");
      case COMPLETION_VOID -> new MessageForm("0200", "200000", "06");
      default -> throw new IllegalArgumentException("no host is asked for " + kind);
    };
  }

  static boolean exists(TransactionKind kind) {
    return switch (kind) {
      case TOP_UP, REVERSAL, HOLD_EXPIRY -> false;
      default -> true;
    };
  }
}
