package org.openprepaid.acquiring;

import org.openprepaid.iso8583.IsoFields;

/** Reading and writing decimal digits in elements, without the cost of a parser. */
final class Digits {
  private Digits() {}

  static boolean areDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * The element's text: exactly so many digits.
   *
   * @throws RefusedMessageException when it is absent or something else
   */
  static String exactly(IsoFields fields, int field, int length) throws RefusedMessageException {
    String text = fields.text(field);
    if (text == null || text.length() != length || !areDigits(text)) {
      throw RefusedMessageException.field(field);
    }
    return text;
  }

  /**
   * The element's text: at least so many characters, all digits.
   *
   * @throws RefusedMessageException when it is absent or something else
   */
  static String atLeast(IsoFields fields, int field, int length) throws RefusedMessageException {
    String text = fields.text(field);
    if (text == null || text.length() < length || !areDigits(text)) {
      throw RefusedMessageException.field(field);
    }
    return text;
  }

  /** The number that digits from {@code from} to {@code to} make; at most 18 of them. */
  static long number(String digits, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + (digits.charAt(i) - '0');
    }
    return number;
  }

  /** Appends a number with leading zeros; what does not fit is cut off at the left. */
  static StringBuilder append(StringBuilder text, long number, int length) {
    int start = text.length();
    text.setLength(start + length);
    long rest = number;
    for (int i = start + length - 1; i >= start; i--) {
      text.setCharAt(i, (char) ('0' + rest % 10));
      rest /= 10;
    }
    return text;
  }
}
