package org.openprepaid.card;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What goes on a card and to its holder: number, expiry, track 2 and PIN, all clear. It lives from
 * the draw until the card file is written, then it is wiped; it prints masked.
 */
public final class CardData {
  private static final Pattern EXPIRY = Pattern.compile("[0-9]{2}(0[1-9]|1[0-2])");
  private static final Pattern TRACK_2 = Pattern.compile("[0-9]{12,19}=[0-9]{7,23}");
  private static final int MAX_TRACK_2 = 37;

  private final Pan pan;
  private final String expiry;
  private final String track2;
  private final char[] pin;

  private CardData(Pan pan, String expiry, String track2, char[] pin) {
    this.pan = pan;
    this.expiry = expiry;
    this.track2 = track2;
    this.pin = pin;
  }

  /**
   * One card's data.
   *
   * @param expiry {@code YYMM}
   * @param track2 PAN, {@code =}, expiry, service code and discretionary data: at most 37
   *     characters (ISO/IEC 7813)
   * @param pin the digits, or {@code null} when the product has no PIN; copied
   */
  public static CardData of(Pan pan, String expiry, String track2, char[] pin) {
    Objects.requireNonNull(pan, "pan");
    if (!EXPIRY.matcher(expiry).matches()) {
      throw new IllegalArgumentException("OP-1603 an expiry is YYMM");
    }
    if (track2.length() > MAX_TRACK_2
        || !TRACK_2.matcher(track2).matches()
        || !track2.startsWith(pan.digits() + "=" + expiry)) {
      throw new IllegalArgumentException("OP-1603 track 2 does not fit its card");
    }
    return new CardData(pan, expiry, track2, pin == null ? null : pin.clone());
  }

  public Pan pan() {
    return pan;
  }

  /** {@code YYMM}. */
  public String expiry() {
    return expiry;
  }

  public String track2() {
    return track2;
  }

  /** A copy of the PIN, the caller's to wipe; empty when the product has none. */
  public Optional<char[]> pin() {
    return Optional.ofNullable(pin).map(char[]::clone);
  }

  /** Forgets the PIN. */
  public void wipe() {
    if (pin != null) {
      Arrays.fill(pin, '0');
    }
  }

  @Override
  public String toString() {
    return "CardData[" + pan.masked() + "]";
  }
}
