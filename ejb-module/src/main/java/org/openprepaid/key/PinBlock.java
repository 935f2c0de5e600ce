package org.openprepaid.key;

import java.util.Arrays;

/**
 * PIN blocks of ISO 9564-1 format 0: control nibble, length, digits and filler, XORed with part of
 * the card number.
 */
final class PinBlock {
  static final int BYTES = 8;
  static final int MIN_PIN_DIGITS = 4;
  static final int MAX_PIN_DIGITS = 12;

  private static final int PAN_DIGITS = 12;
  private static final int FILLER = 0xF;

  private PinBlock() {}

  /**
   * The PIN in a clear block, as digit values 0 to 9; null if the block is malformed. The caller
   * wipes it.
   *
   * @param block 8 clear bytes; left as the plain PIN field, for the caller to wipe
   */
  static byte[] pinOf(byte[] block, String panDigits) {
    unmask(block, panDigits);
    int length = block[0];
    // the first byte holds the control nibble 0 and the length
    if (length < MIN_PIN_DIGITS || length > MAX_PIN_DIGITS) {
      return null;
    }
    byte[] pin = new byte[length];
    boolean wellFormed = true;
    for (int i = 0; i < 2 * (BYTES - 1); i++) {
      int nibble = nibble(block, i + 2);
      if (i < length) {
        pin[i] = (byte) nibble;
        wellFormed &= nibble <= 9;
      } else {
        wellFormed &= nibble == FILLER;
      }
    }
    if (!wellFormed) {
      Arrays.fill(pin, (byte) 0);
      return null;
    }
    return pin;
  }

  /** XORs the block with the twelve rightmost digits of the card number before its check digit. */
  private static void unmask(byte[] block, String panDigits) {
    int digit = panDigits.length() - 2;
    for (int i = 0; i < PAN_DIGITS && digit >= 0; i++, digit--) {
      int value = panDigits.charAt(digit) - '0';
      block[BYTES - 1 - i / 2] ^= (byte) (i % 2 == 0 ? value : value << 4);
    }
  }

  private static int nibble(byte[] block, int index) {
    int pair = block[index / 2];
    return index % 2 == 0 ? pair >> 4 & 0xF : pair & 0xF;
  }
}
