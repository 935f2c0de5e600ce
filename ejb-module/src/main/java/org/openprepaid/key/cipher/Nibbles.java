package org.openprepaid.key.cipher;

/** Half bytes in an array, counted from 0, the upper half of a byte first. */
final class Nibbles {
  private Nibbles() {}

  static int get(byte[] bytes, int index) {
    int pair = bytes[index / 2];
    return index % 2 == 0 ? pair >> 4 & 0xF : pair & 0xF;
  }

  /** XORs one nibble, which also writes it where there were zeros. */
  static void xor(byte[] bytes, int index, int value) {
    bytes[index / 2] ^= (byte) (index % 2 == 0 ? value << 4 : value);
  }

  /** XORs decimal digits, from a nibble on. */
  static void xor(byte[] bytes, int index, String digits) {
    xor(bytes, index, digits, 0, digits.length());
  }

  /** XORs part of a text of decimal digits, from a nibble on; makes no copy of them. */
  static void xor(byte[] bytes, int index, String digits, int from, int to) {
    for (int i = from; i < to; i++) {
      xor(bytes, index + i - from, digits.charAt(i) - '0');
    }
  }

  /**
   * XORs the rightmost digits of a card number before its check digit, the last of them just before
   * nibble {@code end}; fewer if the number has not so many.
   */
  static void xorAccount(byte[] bytes, int end, String pan, int count) {
    int to = pan.length() - 1;
    int from = Math.max(0, to - count);
    xor(bytes, end - (to - from), pan, from, to);
  }
}
