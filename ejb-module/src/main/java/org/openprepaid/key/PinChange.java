package org.openprepaid.key;

/** What came of a wish for a new PIN. */
public sealed interface PinChange {
  /**
   * It is to be.
   *
   * @param reference what is stored of it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Accepted(byte[] reference) implements PinChange {}

  /** It is not, and why. */
  enum Refused implements PinChange {
    /** The block is no PIN block under its key for this card number. */
    MALFORMED,
    /** Another length than the product's. */
    WRONG_LENGTH,
    /** One that a thief tries first: {@link PinQuality}. */
    TRIVIAL
  }
}
