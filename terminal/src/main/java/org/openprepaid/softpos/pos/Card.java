package org.openprepaid.softpos.pos;

import org.openprepaid.softpos.iso.Masking;

/**
 * A card as it is presented at the counter.
 *
 * @param pan 13 to 19 digits
 * @param track2 with separator {@code D}, or {@code null} when the card cannot be swiped
 * @param expiry {@code YYMM}, or {@code null}
 * @param pin what the holder keys in, or {@code null} for nothing
 * @param entry how it is read
 * @param sequence 3 digits of field 23, used with a chip only, or {@code null}
 */
public record Card(
    String pan, String track2, String expiry, String pin, EntryMode entry, String sequence) {

  /** A card whose number is keyed in, without PIN. */
  public static Card keyed(String pan, String expiry) {
    return new Card(pan, null, expiry, null, EntryMode.KEYED, null);
  }

  public Card withPin(String newPin) {
    return new Card(pan, track2, expiry, newPin, entry, sequence);
  }

  public Card withoutPin() {
    return withPin(null);
  }

  /** The same card read another way. */
  public Card by(EntryMode otherEntry) {
    return new Card(pan, track2, expiry, pin, otherEntry, sequence);
  }

  /** Masked: neither number, track nor PIN. */
  @Override
  public String toString() {
    return Masking.pan(pan) + " " + entry;
  }
}
