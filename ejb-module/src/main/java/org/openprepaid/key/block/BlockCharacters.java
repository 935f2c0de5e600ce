package org.openprepaid.key.block;

import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/** The character sets of a key block (ANSI X9.143:2021, section 4). All are ASCII. */
final class BlockCharacters {
  private BlockCharacters() {}

  /** AN: digits and letters of either case. */
  static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** PA: the printable characters, space included. */
  static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  /** N: decimal digits. */
  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** H: digits and A to F. No small letters: a block has one spelling. */
  static boolean isHexadecimal(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'F');
  }

  static void requireAlphanumeric(String text, int length, String what) {
    if (text.length() != length || !text.chars().allMatch(c -> isAlphanumeric((char) c))) {
      throw malformed(what);
    }
  }

  static void requirePrintable(String text, String what) {
    if (!text.chars().allMatch(c -> isPrintable((char) c))) {
      throw malformed(what);
    }
  }

  /**
   * @param what the part of the block, never its content
   */
  static KeyException malformed(String what) {
    return new KeyException(KeyFault.BLOCK_MALFORMED, what);
  }
}
