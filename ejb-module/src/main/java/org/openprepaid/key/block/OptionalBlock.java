package org.openprepaid.key.block;

/**
 * One optional block of a header (ANSI X9.143:2021, section 6.3.6): for instance KS, the key set
 * identifier of a DUKPT key, or HM, the hash function of an HMAC key. What the value means is for
 * the caller.
 *
 * <p>Written as the identifier, the length of all that follows it and of itself in two hexadecimal
 * digits, and the value. Beyond 255 characters those digits are 00, followed by the number of bytes
 * of the length proper (02) and the length in as many pairs of hexadecimal digits.
 *
 * @param id two letters or digits
 * @param value printable ASCII; may be empty
 */
public record OptionalBlock(String id, String value) {
  /** Identifier of the block that fills the others up; the codec adds and removes it. */
  public static final String PADDING_ID = "PB";

  static final int ID_CHARACTERS = 2;

  /** What stands before the value in the short form, and so the length of the shortest block. */
  static final int SHORT_CHARACTERS = 4;

  private static final int LONGEST_SHORT = 0xFF;
  private static final int LONG_CHARACTERS = 10;

  /**
   * Checks the characters.
   *
   * @throws org.openprepaid.key.KeyException {@link org.openprepaid.key.KeyFault#BLOCK_MALFORMED}
   *     if they are not the standard's, or more than a block can hold
   */
  public OptionalBlock {
    BlockCharacters.requireAlphanumeric(id, ID_CHARACTERS, "optional block's identifier");
    BlockCharacters.requirePrintable(value, "optional block's value");
    if (value.length() > KeyBlockCodec.MAX_CHARACTERS) {
      throw BlockCharacters.malformed("optional block too long");
    }
  }

  boolean isPadding() {
    return id.equals(PADDING_ID);
  }

  void appendTo(StringBuilder header) {
    header.append(id);
    int length = SHORT_CHARACTERS + value.length();
    if (length <= LONGEST_SHORT) {
      appendHex(header, length, 2);
    } else {
      header.append("0002");
      appendHex(header, LONG_CHARACTERS + value.length(), 4);
    }
    header.append(value);
  }

  private static void appendHex(StringBuilder header, int number, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      header.append(Character.toUpperCase(Character.forDigit(number >>> shift & 0xF, 16)));
    }
  }
}
