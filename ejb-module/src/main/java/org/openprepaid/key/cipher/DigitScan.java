package org.openprepaid.key.cipher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * How Visa makes decimal digits of an encrypted block, for the PVV as for the CVV: the hexadecimal
 * digits 0 to 9 in their order, then the letters A to F in theirs as 0 to 5.
 */
final class DigitScan {
  private static final int NIBBLES = 2 * DesKey.BLOCK_BYTES;

  private DigitScan() {}

  /**
   * The first digits, as ASCII.
   *
   * @param count up to 16
   */
  static byte[] first(byte[] block, int count) {
    byte[] all = new byte[NIBBLES];
    int found = 0;
    for (int letters = 0; letters <= 1; letters++) {
      for (int i = 0; i < NIBBLES; i++) {
        int nibble = Nibbles.get(block, i);
        if (nibble / 10 == letters) {
          all[found++] = (byte) ('0' + nibble % 10);
        }
      }
    }
    byte[] digits = Arrays.copyOf(all, count);
    Arrays.fill(all, (byte) 0);
    return digits;
  }

  /** Whether the digits are those presented; wipes them. */
  static boolean matches(byte[] digits, String presented) {
    boolean same = MessageDigest.isEqual(digits, presented.getBytes(StandardCharsets.US_ASCII));
    Arrays.fill(digits, (byte) 0);
    return same;
  }
}
