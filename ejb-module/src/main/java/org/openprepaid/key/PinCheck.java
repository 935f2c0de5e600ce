package org.openprepaid.key;

/** What came of checking an encrypted PIN. */
public enum PinCheck {
  /** The PIN is the card's. */
  CORRECT,
  /** A well-formed PIN, but another one. */
  WRONG,
  /** The block under the PIN key is no ISO 9564 format 0 block for this card number. */
  MALFORMED
}
