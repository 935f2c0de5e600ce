package org.openprepaid.transaction;

/** Authorisation codes: six digits, spread evenly over the transactions. */
final class AuthCode {
  private static final int CODES = 1_000_000;

  private AuthCode() {}

  /**
   * The code of a transaction. It is no secret, only a short name that a cashier can type: together
   * with the card it names a pre-authorisation.
   */
  static String of(long transactionId) {
    // MurmurHash3's finaliser: neighbouring ids get codes far apart
    long mixed = transactionId;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    String digits = Integer.toString((int) Long.remainderUnsigned(mixed, CODES));
    return "000000".substring(digits.length()) + digits;
  }
}
