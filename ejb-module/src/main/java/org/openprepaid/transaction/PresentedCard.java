package org.openprepaid.transaction;

import java.util.Objects;
import org.openprepaid.card.Pan;
import org.openprepaid.key.KeyBlock;

/**
 * A card as it was presented.
 *
 * @param pan the number
 * @param expiry {@code YYMM} as presented, or {@code null} when the channel did not tell
 * @param pin the encrypted PIN block, or {@code null} when none was entered
 */
public record PresentedCard(Pan pan, String expiry, EncryptedPin pin) {

  public PresentedCard {
    Objects.requireNonNull(pan, "pan");
  }

  /** A card of which only the number is known, as in a reversal. */
  public static PresentedCard of(Pan pan) {
    return new PresentedCard(pan, null, null);
  }

  /**
   * A PIN on its way: only the security module opens it.
   *
   * @param key the terminal's PIN key
   * @param block 8 bytes, ISO 9564 format 0 under that key
   */
  // never compared: carried from the edge to the security module
  @SuppressWarnings("ArrayRecordComponent")
  public record EncryptedPin(KeyBlock key, byte[] block) {}
}
