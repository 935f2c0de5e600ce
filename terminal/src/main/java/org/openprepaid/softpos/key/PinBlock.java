package org.openprepaid.softpos.key;

import java.util.HexFormat;

/** PIN blocks of ISO 9564-1 format 0. */
public final class PinBlock {
  private static final HexFormat HEX = HexFormat.of();

  private PinBlock() {}

  /**
   * The clear block: the PIN field (0, length, PIN, filled with F) exclusive-or the account field
   * (0000 and the 12 right-most digits of the number without its check digit).
   *
   * @param pin 4 to 12 digits
   * @param pan at least 13 digits
   */
  public static byte[] clear(String pin, String pan) {
    if (!pin.matches("[0-9]{4,12}")) {
      throw new IllegalArgumentException("OP-1952 a PIN has 4 to 12 digits");
    }
    if (!pan.matches("[0-9]{13,19}")) {
      throw new IllegalArgumentException("OP-1952 a card number has 13 to 19 digits");
    }
    String pinField = "0" + Integer.toHexString(pin.length()) + pin + "F".repeat(14 - pin.length());
    String accountField = "0000" + pan.substring(pan.length() - 13, pan.length() - 1);
    byte[] block = HEX.parseHex(pinField);
    byte[] account = HEX.parseHex(accountField);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= account[i];
    }
    return block;
  }

  /**
   * The block as field 52 carries it.
   *
   * @param pik the PIN key, 8 or 16 bytes
   */
  public static byte[] encrypted(String pin, String pan, byte[] pik) {
    return Des.encrypting(pik).apply(clear(pin, pan));
  }
}
