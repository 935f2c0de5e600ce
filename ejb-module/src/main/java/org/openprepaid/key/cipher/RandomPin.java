package org.openprepaid.key.cipher;

import org.openprepaid.key.PinQuality;

/** PINs that an issuer assigns: random, but none that {@link PinQuality} calls trivial. */
public final class RandomPin {
  private RandomPin() {}

  /**
   * Draws a PIN; all that are not trivial are equally likely.
   *
   * @param length 4 to 12 digits
   * @return digit values 0 to 9, for the caller to wipe
   */
  public static byte[] draw(int length) {
    Digits.requirePinLength(length);
    byte[] pin = new byte[length];
    do {
      RandomDigits.fill(pin, 10);
    } while (PinQuality.isTrivial(pin));
    return pin;
  }
}
