package org.openprepaid.key.cipher;

/**
 * Track 2 of the magnetic stripe (ISO/IEC 7813) or its equivalent in the chip (EMV tag 57), with
 * the discretionary data laid out as Visa does: PVKI, PVV, CVV, filler. ISO leaves that part to the
 * issuer, so this reads the cards of issuers who keep to the layout.
 *
 * @param pan 12 to 19 digits
 * @param expiry YYMM, four digits
 * @param serviceCode three digits
 * @param pvki PIN verification key index, one digit; 0 where the card has no PVV
 * @param pvv PIN verification value, four digits
 * @param cvv card verification value, three digits
 * @param filler digits after these, none to as many as 37 characters leave room for
 */
public record Track2(
    String pan,
    String expiry,
    String serviceCode,
    int pvki,
    String pvv,
    String cvv,
    String filler) {
  /** Without sentinels and longitudinal redundancy check, which are the encoder's. */
  public static final int MAX_CHARACTERS = 37;

  private static final int EXPIRY_DIGITS = 4;
  private static final int SERVICE_CODE_DIGITS = 3;

  /** From the separator to the end of the CVV. */
  private static final int FIXED_CHARACTERS =
      1 + EXPIRY_DIGITS + SERVICE_CODE_DIGITS + 1 + VisaPvv.DIGITS + CardVerificationValue.DIGITS;

  public Track2 {
    Digits.requirePan(pan);
    Digits.require("an expiry", expiry, EXPIRY_DIGITS);
    Digits.require("a service code", serviceCode, SERVICE_CODE_DIGITS);
    if (pvki < 0 || pvki > 9) {
      throw new IllegalArgumentException("a PIN verification key index is one digit");
    }
    Digits.require("a PIN verification value", pvv, VisaPvv.DIGITS);
    Digits.require("a card verification value", cvv, CardVerificationValue.DIGITS);
    if (!Digits.areDigits(filler, 0, room(pan))) {
      throw new IllegalArgumentException("a filler of digits that leaves the track 37 characters");
    }
  }

  /** A track filled up with zeros. */
  public Track2(String pan, String expiry, String serviceCode, int pvki, String pvv, String cvv) {
    this(pan, expiry, serviceCode, pvki, pvv, cvv, "0".repeat(room(pan)));
  }

  /**
   * Reads a track.
   *
   * @param track from outside: any text. The separator is {@code =} or {@code D}; an {@code F} that
   *     fills the last byte, as in a chip, is left off
   * @return null if it is no track 2 of this layout
   */
  public static Track2 parsed(String track) {
    String text = track.endsWith("F") ? track.substring(0, track.length() - 1) : track;
    int separator = Math.max(text.indexOf('='), text.indexOf('D'));
    if (separator < 0 || text.length() > MAX_CHARACTERS) {
      return null;
    }
    String pan = text.substring(0, separator);
    String rest = text.substring(separator + 1);
    if (!Digits.areDigits(pan, Digits.MIN_PAN, Digits.MAX_PAN)
        || !Digits.areDigits(rest, FIXED_CHARACTERS - 1, MAX_CHARACTERS)) {
      return null;
    }
    return new Track2(
        pan,
        rest.substring(0, 4),
        rest.substring(4, 7),
        rest.charAt(7) - '0',
        rest.substring(8, 12),
        rest.substring(12, 15),
        rest.substring(15));
  }

  /** The track as it travels in ISO 8583 field 35, with {@code =}. */
  public String text() {
    return pan + '=' + expiry + serviceCode + pvki + pvv + cvv + filler;
  }

  private static int room(String pan) {
    return Math.max(0, MAX_CHARACTERS - FIXED_CHARACTERS - pan.length());
  }

  /** Nothing of a track is for a log. */
  @Override
  public String toString() {
    return "Track2";
  }
}
