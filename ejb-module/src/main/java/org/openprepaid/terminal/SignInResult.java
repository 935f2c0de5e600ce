package org.openprepaid.terminal;

/** How a sign-in ended. */
public sealed interface SignInResult {

  /**
   * The terminal may trade.
   *
   * @param keys what the host keeps
   * @param batchNumber the open batch
   * @param pinKey what the terminal gets
   * @param macKey what the terminal gets
   */
  record SignedIn(TerminalKeys keys, int batchNumber, KeyDelivery pinKey, KeyDelivery macKey)
      implements SignInResult {}

  /** The terminal may not; nothing changed. */
  enum Refused implements SignInResult {
    UNKNOWN_TERMINAL,
    /** It is not this merchant's, or the merchant is not active. */
    OTHER_MERCHANT,
    INACTIVE_TERMINAL,
    /** It has no active master key. */
    NO_MASTER_KEY
  }
}
