package org.openprepaid.card;

import java.util.random.RandomGenerator;

/**
 * Which PINs a product gives: random digits, but none that a thief tries first (ISO 9564-1, 7.3:
 * all equal, or an ascending or descending run).
 *
 * @param length 4 to 12 digits
 */
public record PinRule(int length) {
  /** The custom of the market this platform serves. */
  public static final int DEFAULT_LENGTH = 6;

  private static final int MIN_LENGTH = 4;
  private static final int MAX_LENGTH = 12;

  public PinRule {
    if (length < MIN_LENGTH || length > MAX_LENGTH) {
      throw new IllegalArgumentException("OP-1602 a PIN has 4 to 12 digits");
    }
  }

  /**
   * A new PIN; the array is the caller's to wipe.
   *
   * @param random a cryptographically strong source
   */
  public char[] draw(RandomGenerator random) {
    char[] pin = new char[length];
    do {
      for (int i = 0; i < length; i++) {
        pin[i] = (char) ('0' + random.nextInt(10));
      }
    } while (isTrivial(pin));
    return pin;
  }

  /** Whether every digit differs from the one before by the same 0, +1 or -1. */
  public static boolean isTrivial(char[] pin) {
    if (pin.length < 2) {
      return true;
    }
    int step = pin[1] - pin[0];
    if (Math.abs(step) > 1) {
      return false;
    }
    for (int i = 2; i < pin.length; i++) {
      if (pin[i] - pin[i - 1] != step) {
        return false;
      }
    }
    return true;
  }
}
