package org.openprepaid.key.cipher;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The card verification value under one card verification key: three digits that prove that a card,
 * or who reads its number out, knows more than number and expiry. Visa calls it CVV, Mastercard
 * CVC, UnionPay CVN; the algorithm is the same (IBM ICSF Application Programmer's Guide, "VISA CVV
 * Service Generate"; People's Bank of China, the CVV algorithm of its bank card rules).
 *
 * <p>One algorithm, three values, told apart by the service code they are made with: that of the
 * magnetic stripe for the stripe's own, {@link #PRINTED} for the CVV2 on the back of the card,
 * {@link #CHIP} for the iCVV of the chip's track 2 equivalent data.
 *
 * <p>Serves any number of threads.
 */
public final class CardVerificationValue {
  public static final int DIGITS = 3;

  /** Takes the place of the service code in a CVV2. */
  public static final String PRINTED = "000";

  /** Takes the place of the service code in an iCVV. */
  public static final String CHIP = "999";

  private static final int KEY_BYTES = 16;
  private static final int EXPIRY_DIGITS = 4;
  private static final int SERVICE_CODE_DIGITS = 3;

  private final DesKey leftHalf;
  private final DesKey whole;

  /**
   * @param cvk a double-length key (CVK A, CVK B), 16 bytes; remains the caller's to wipe
   */
  public CardVerificationValue(byte[] cvk) {
    if (cvk.length != KEY_BYTES) {
      throw new IllegalArgumentException("a card verification key has 16 bytes");
    }
    byte[] left = Arrays.copyOf(cvk, KEY_BYTES / 2);
    leftHalf = DesKey.forEncryption(left);
    Arrays.fill(left, (byte) 0);
    whole = DesKey.forEncryption(cvk);
  }

  /**
   * The value, three decimal digits.
   *
   * @param pan the card's full number, 12 to 19 digits
   * @param expiry four digits in the order that the scheme prescribes for this value, YYMM on every
   *     stripe and chip
   * @param serviceCode three digits
   */
  public String of(String pan, String expiry, String serviceCode) {
    return new String(digits(pan, expiry, serviceCode), StandardCharsets.US_ASCII);
  }

  /**
   * Whether the card carries the right value; the time does not tell which digit differs.
   *
   * @param value from outside: any text
   */
  public boolean matches(String pan, String expiry, String serviceCode, String value) {
    return DigitScan.matches(digits(pan, expiry, serviceCode), value);
  }

  private byte[] digits(String pan, String expiry, String serviceCode) {
    Digits.requirePan(pan);
    Digits.require("an expiry", expiry, EXPIRY_DIGITS);
    Digits.require("a service code", serviceCode, SERVICE_CODE_DIGITS);
    byte[] blocks = new byte[2 * DesKey.BLOCK_BYTES];
    try {
      Nibbles.xor(blocks, 0, pan);
      Nibbles.xor(blocks, pan.length(), expiry);
      Nibbles.xor(blocks, pan.length() + EXPIRY_DIGITS, serviceCode);
      leftHalf.block(blocks, 0, blocks, 0);
      for (int i = 0; i < DesKey.BLOCK_BYTES; i++) {
        blocks[i] ^= blocks[DesKey.BLOCK_BYTES + i];
      }
      whole.block(blocks, 0, blocks, 0);
      return DigitScan.first(blocks, DIGITS);
    } finally {
      Arrays.fill(blocks, (byte) 0);
    }
  }

  /** Forgets the key; it is of no use afterwards. */
  public void wipe() {
    leftHalf.wipe();
    whole.wipe();
  }
}
