package org.openprepaid.standalone;

import java.util.Arrays;

/** A key component as people write it: hexadecimal digits, in groups of four. */
final class ComponentText {
  private static final int GROUP = 4;

  private ComponentText() {}

  /**
   * Reads digits, with or without blanks between them.
   *
   * @param text remains the caller's to wipe
   * @return the component's bytes; the caller wipes them
   * @throws OperatorException OP-1913 when there is anything else, or half a byte
   */
  static byte[] parse(char[] text) {
    byte[] bytes = new byte[text.length / 2];
    int digits = 0;
    boolean readable = true;
    for (char c : text) {
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit >= 0 && digits / 2 < bytes.length) {
        bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
      }
      digits += digit >= 0 ? 1 : 0;
      readable &= digit >= 0 || c == ' ';
    }
    try {
      if (!readable || digits == 0 || digits % 2 != 0) {
        throw new OperatorException(
            ErrorCode.INPUT_REFUSED, "a component has hexadecimal digits, two for each byte");
      }
      return Arrays.copyOf(bytes, digits / 2);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The digits in groups; the caller wipes them. */
  static char[] of(byte[] component) {
    int digits = 2 * component.length;
    char[] text = new char[digits + (digits - 1) / GROUP];
    int at = 0;
    for (int i = 0; i < digits; i++) {
      if (i > 0 && i % GROUP == 0) {
        text[at++] = ' ';
      }
      int nibble = i % 2 == 0 ? component[i / 2] >> 4 & 0xF : component[i / 2] & 0xF;
      text[at++] = Character.toUpperCase(Character.forDigit(nibble, 16));
    }
    return text;
  }
}
