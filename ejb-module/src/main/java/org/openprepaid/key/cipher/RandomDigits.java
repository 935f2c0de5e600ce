package org.openprepaid.key.cipher;

/** Random numbers below a small bound, each as likely as any other. */
final class RandomDigits {
  private static final int BYTE_VALUES = 256;

  private RandomDigits() {}

  /**
   * Fills an array with numbers from 0 to below {@code bound}.
   *
   * @param bound 1 to 256
   */
  static void fill(byte[] target, int bound) {
    // a remainder of the last, incomplete run of values would favour the small numbers
    int unbiased = BYTE_VALUES - BYTE_VALUES % bound;
    SecureBytes.fill(target, 0, target.length);
    for (int i = 0; i < target.length; i++) {
      while ((target[i] & 0xFF) >= unbiased) {
        SecureBytes.fill(target, i, 1);
      }
      target[i] = (byte) ((target[i] & 0xFF) % bound);
    }
  }
}
