package org.openprepaid.key;

/** Card numbers as texts of digits, checked without being repeated. */
final class Digits {
  private static final int MIN_PAN = 12;
  private static final int MAX_PAN = 19;

  private Digits() {}

  static void requirePan(String text) {
    boolean digits = text.length() >= MIN_PAN && text.length() <= MAX_PAN;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw new IllegalArgumentException("a card number has 12 to 19 digits");
    }
  }

  /** The digit values of a PIN of 4 to 12 digits; the caller wipes them. */
  static byte[] pinValues(char[] pin) {
    if (pin.length < 4 || pin.length > 12) {
      throw new IllegalArgumentException("a PIN has 4 to 12 digits");
    }
    byte[] values = new byte[pin.length];
    for (int i = 0; i < pin.length; i++) {
      if (pin[i] < '0' || pin[i] > '9') {
        java.util.Arrays.fill(values, (byte) 0);
        throw new IllegalArgumentException("a PIN has digits only");
      }
      values[i] = (byte) (pin[i] - '0');
    }
    return values;
  }
}
