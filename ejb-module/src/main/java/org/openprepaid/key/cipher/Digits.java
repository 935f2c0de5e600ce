package org.openprepaid.key.cipher;

/** Bounds of what callers give; no exception repeats a digit. */
final class Digits {
  static final int MIN_PAN = 12;
  static final int MAX_PAN = 19;

  private Digits() {}

  static void requirePan(String pan) {
    if (!areDigits(pan, MIN_PAN, MAX_PAN)) {
      throw new IllegalArgumentException("a card number has 12 to 19 digits");
    }
  }

  /**
   * @param pin digit values 0 to 9
   */
  static void requirePin(byte[] pin) {
    requirePinLength(pin.length);
    for (byte digit : pin) {
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("a PIN has digits only");
      }
    }
  }

  static void requirePinLength(int length) {
    if (length < PinBlockFormat.MIN_PIN_DIGITS || length > PinBlockFormat.MAX_PIN_DIGITS) {
      throw new IllegalArgumentException("a PIN has 4 to 12 digits");
    }
  }

  static void require(String what, String text, int length) {
    if (!areDigits(text, length, length)) {
      throw new IllegalArgumentException(what + " has " + length + " digits");
    }
  }

  static boolean areDigits(String text, int minLength, int maxLength) {
    boolean digits = text.length() >= minLength && text.length() <= maxLength;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return digits;
  }
}
