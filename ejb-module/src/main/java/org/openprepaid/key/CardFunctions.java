package org.openprepaid.key;

/** Card verification values and what goes on the stripe. */
public interface CardFunctions {
  /** Service code for the value that is printed on the card (CVN2). */
  String PRINTED = "000";

  /** Service code for the value in the chip's track 2 equivalent (iCVN). */
  String CHIP = "999";

  /**
   * Card verification value (CVN, CVV), 3 digits.
   *
   * @param expiry {@code YYMM}
   * @param serviceCode 3 digits; {@link #PRINTED} and {@link #CHIP} for the other values
   */
  String cvn(String issuer, String panDigits, String expiry, String serviceCode);

  /** Whether it is right under any version of the issuer's key, compared in constant time. */
  boolean verifyCvn(String issuer, String panDigits, String expiry, String serviceCode, String cvn);

  /**
   * Track 2: number, expiry, service code, PVV as far as the PIN has one, CVN, zeros to 37
   * characters, with {@code =} (ISO/IEC 7813).
   *
   * @param pinReference what is stored of the PIN; {@code null} if there is none
   */
  String track2(
      String issuer, String panDigits, String expiry, String serviceCode, byte[] pinReference);
}
