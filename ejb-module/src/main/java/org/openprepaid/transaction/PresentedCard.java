package org.openprepaid.transaction;

import java.util.Objects;
import org.openprepaid.card.Pan;
import org.openprepaid.key.PinFormat;
import org.openprepaid.key.WorkingKey;

/**
 * A card as it was presented.
 *
 * @param pan the number
 * @param expiry {@code YYMM} as presented, or {@code null} when the channel did not tell
 * @param pin the encrypted PIN block, or {@code null} when none was entered
 * @param stripe what else the magnetic stripe told, or {@code null} when none was read
 */
public record PresentedCard(Pan pan, String expiry, EncryptedPin pin, Stripe stripe) {

  public PresentedCard {
    Objects.requireNonNull(pan, "pan");
  }

  /** A card whose number was keyed, not read. */
  public PresentedCard(Pan pan, String expiry, EncryptedPin pin) {
    this(pan, expiry, pin, null);
  }

  /** A card of which only the number is known, as in a reversal. */
  public static PresentedCard of(Pan pan) {
    return new PresentedCard(pan, null, null);
  }

  /**
   * A PIN on its way: only the security module opens it.
   *
   * @param key of the terminal or zone it comes from
   * @param format of the block
   * @param block under that key, as received
   */
  // never compared: carried from the edge to the security module
  @SuppressWarnings("ArrayRecordComponent")
  public record EncryptedPin(WorkingKey key, PinFormat format, byte[] block) {}

  /**
   * What a stripe tells besides.
   *
   * @param track2 the whole of it, with {@code =}, for the issuer's eyes if the card is another's
   * @param serviceCode 3 digits
   * @param cvn the card verification value, 3 digits; {@code null} when the stripe is too short
   */
  public record Stripe(String track2, String serviceCode, String cvn) {
    /** A stripe of which only what proves it is known. */
    public Stripe(String serviceCode, String cvn) {
      this(null, serviceCode, cvn);
    }

    /** Without track and value. */
    @Override
    public String toString() {
      return "Stripe[" + serviceCode + "]";
    }
  }
}
