package org.openprepaid.key.cipher;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The IBM 3624 method under one PIN verification key: every card has a natural PIN that follows
 * from its number and the key, and a chosen PIN is remembered as its offset, the difference digit
 * by digit without borrow (IBM ICSF Application Programmer's Guide, "3624 PIN Generation
 * Algorithm", "PIN Offset Generation Algorithm", "3624 PIN Verification Algorithm").
 *
 * <p>An offset covers the rightmost digits of the PIN, as many as its own length says (IBM's PIN
 * check length); digits of the PIN further left are not verified.
 *
 * <p>Serves any number of threads.
 */
public final class Ibm3624 {
  public static final int MIN_CHECK_DIGITS = PinBlockFormat.MIN_PIN_DIGITS;

  private static final int KEY_BYTES = 16;

  private final DesKey key;
  private final Ibm3624Rule rule;

  /**
   * @param pvk a double-length key, 16 bytes; remains the caller's to wipe
   */
  public Ibm3624(byte[] pvk, Ibm3624Rule rule) {
    if (pvk.length != KEY_BYTES) {
      throw new IllegalArgumentException("a PIN verification key has 16 bytes");
    }
    key = DesKey.forEncryption(pvk);
    this.rule = rule;
  }

  /**
   * The natural PIN of a card.
   *
   * @param pan the card's full number, 12 to 19 digits
   * @param length 4 to 12 digits
   * @return digit values 0 to 9, for the caller to wipe
   * @throws IllegalArgumentException also if the card number is too short for the rule
   */
  public byte[] naturalPin(String pan, int length) {
    Digits.requirePinLength(length);
    byte[] block = rule.validationData(pan);
    try {
      key.block(block, 0, block, 0);
      return rule.decimalised(block, length);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
  }

  /**
   * The offset of a chosen PIN, decimal digits.
   *
   * @param pin 4 to 12 digit values 0 to 9
   * @param checkDigits how many of its rightmost digits are to be verified, 4 up to all
   */
  public String offset(String pan, byte[] pin, int checkDigits) {
    Digits.requirePin(pin);
    if (checkDigits < MIN_CHECK_DIGITS || checkDigits > pin.length) {
      throw new IllegalArgumentException("at least four digits of a PIN are verified");
    }
    byte[] natural = naturalPin(pan, pin.length);
    try {
      StringBuilder offset = new StringBuilder(checkDigits);
      for (int i = pin.length - checkDigits; i < pin.length; i++) {
        offset.append(Math.floorMod(pin[i] - natural[i], 10));
      }
      return offset.toString();
    } finally {
      Arrays.fill(natural, (byte) 0);
    }
  }

  /**
   * Whether the PIN is natural PIN plus offset; the time does not tell which digit differs.
   *
   * @param pin 4 to 12 digit values 0 to 9
   * @param offset from outside: any text. One that is not of decimal digits, shorter than four or
   *     longer than the PIN fits none
   */
  public boolean matches(String pan, byte[] pin, String offset) {
    Digits.requirePin(pin);
    if (!Digits.areDigits(offset, MIN_CHECK_DIGITS, pin.length)) {
      return false;
    }
    byte[] expected = naturalPin(pan, pin.length);
    try {
      int unverified = pin.length - offset.length();
      System.arraycopy(pin, 0, expected, 0, unverified);
      for (int i = 0; i < offset.length(); i++) {
        int digit = expected[unverified + i] + offset.charAt(i) - '0';
        expected[unverified + i] = (byte) (digit % 10);
      }
      return MessageDigest.isEqual(expected, pin);
    } finally {
      Arrays.fill(expected, (byte) 0);
    }
  }

  /** Forgets the key; it is of no use afterwards. */
  public void wipe() {
    key.wipe();
  }
}
