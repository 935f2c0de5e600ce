package org.openprepaid.card;

import java.util.random.RandomGenerator;
import org.openprepaid.key.PinQuality;

/**
 * Which PINs a product gives: random digits, but none that is trivial ({@link PinQuality}).
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
    } while (PinQuality.isTrivial(pin));
    return pin;
  }
}
