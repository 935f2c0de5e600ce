package org.openprepaid.key;

/** PINs: drawn, set, verified and translated. They are clear inside only. */
public interface PinFunctions {
  /** Bound of what is stored of a PIN, in bytes. */
  int MAX_REFERENCE_BYTES = 64;

  /**
   * Opens a PIN block and checks its PIN.
   *
   * @param key a terminal's PIK, a zone's ZPK or a DUKPT key
   * @param block as received; another length than the format's is malformed
   * @param reference what was stored when the PIN was set
   */
  PinCheck verifyPin(
      WorkingKey key, PinFormat format, byte[] block, PinCard card, byte[] reference);

  /**
   * What is stored of a PIN, at most {@link #MAX_REFERENCE_BYTES} bytes: the method, the version of
   * the issuer's key, and the method's value. Bound to the card.
   *
   * @param pin 4 to 12 digits; the array remains the caller's to wipe
   */
  byte[] pinReference(PinMethod method, PinCard card, char[] pin);

  /**
   * Draws a new PIN: random, none that is trivial, known to nobody but the printer of the mailer.
   *
   * @param length 4 to 12 digits
   * @param printer under whose key the mailer's data leave: {@code card id (8 bytes), PIN (ASCII)}
   *     sealed by the GCM cipher of that key, with {@code pinmail} as associated data, a nonce of
   *     12 bytes before and a tag of 16 behind
   */
  IssuedPin issuePin(PinMethod method, PinCard card, int length, KeyRef printer);

  /**
   * Takes the PIN that its holder chose. Whether the old one was right is asked before, by {@link
   * #verifyPin}.
   *
   * @param length that the product wants
   */
  PinChange changePin(
      WorkingKey key, PinFormat format, byte[] block, PinMethod method, PinCard card, int length);

  /**
   * A PIN block for the next zone.
   *
   * @param key of the zone it comes from: PIK, ZPK or a DUKPT key
   * @param to a ZPK
   * @return the block under {@code to}; {@code null} if the block that came is malformed
   * @throws KeyException {@link KeyFault#ALGORITHM_REFUSED} if the format does not fit the key
   */
  byte[] translatePin(
      WorkingKey key, PinFormat format, byte[] block, String panDigits, KeyRef to, PinFormat as);

  /** An {@link PinMethod#ENCRYPTED} reference under the active key; any other as it is. */
  byte[] reseal(PinCard card, byte[] reference);
}
