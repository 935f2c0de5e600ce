package org.openprepaid.iso8583;

import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An element as it may be logged: card numbers masked; tracks, PIN blocks, keys, chip data and what
 * is private to a network told by their length alone. Digits that may be a card number (their check
 * digit is right) are hidden in free text too.
 */
final class MaskedElement {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** No card number is shorter than 12 digits or begins with 0 (ISO/IEC 7812). */
  private static final Pattern MAYBE_CARD_NUMBER =
      Pattern.compile("(?<!\\d)[1-9]\\d{11,18}(?!\\d)");

  private static final int SHORTEST_PAN = 12;

  private MaskedElement() {}

  /**
   * @param value text or bytes
   */
  static String of(int field, Object value) {
    if (isHidden(field)) {
      return "<" + length(value) + ">";
    }
    if (value instanceof byte[] bytes) {
      return HEX.formatHex(bytes);
    }
    String text = (String) value;
    return switch (field) {
      case 2 -> pan(text);
      case 44, 60, 61, 63 -> freeText(text);
      default -> text;
    };
  }

  private static boolean isHidden(int field) {
    return switch (field) {
      // 48 of a batch upload lists card numbers; 62 of a sign-in reply carries keys
      case 14, 34, 35, 36, 45, 46, 47, 48, 52, 55, 56, 57, 58, 59, 62 -> true;
      // accounts, and what each network fills as it likes
      default -> field >= 102 && field <= 127;
    };
  }

  private static String pan(String pan) {
    int length = pan.length();
    if (length < SHORTEST_PAN) {
      return "*".repeat(length);
    }
    return pan.substring(0, 6) + "*".repeat(length - 10) + pan.substring(length - 4);
  }

  private static String freeText(String text) {
    return MAYBE_CARD_NUMBER
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    hasRightCheckDigit(found.group()) ? pan(found.group()) : found.group()));
  }

  /** By Luhn's formula (ISO/IEC 7812-1, annex B). */
  private static boolean hasRightCheckDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : 2 * digit;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return sum % 10 == 0;
  }

  private static int length(Object value) {
    return value instanceof byte[] bytes ? bytes.length : ((String) value).length();
  }
}
