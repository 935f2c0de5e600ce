package org.openprepaid.upstreamhost.key;

import java.util.HexFormat;
import java.util.Optional;
import org.openprepaid.upstreamhost.HostException;

/** The PIN block of ISO 9564-1 format 0, under a zone PIN key. */
public final class PinBlock {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PinBlock() {}

  /**
   * The encrypted block.
   *
   * @param pin 4 to 12 digits
   * @param pan 13 to 19 digits
   */
  public static byte[] encrypt(Tdes key, String pin, String pan) {
    if (!pin.matches("[0-9]{4,12}") || !pan.matches("[0-9]{13,19}")) {
      throw new HostException("OP-1988", "not a PIN of 4 to 12 digits, or not a card number");
    }
    String field = "0" + Integer.toHexString(pin.length()) + pin + "F".repeat(14 - pin.length());
    return key.encrypt(xor(HEX.parseHex(field), panField(pan)));
  }

  /** The PIN in a block, or nothing when it is no block of format 0 of this card under this key. */
  public static Optional<String> decrypt(Tdes key, byte[] block, String pan) {
    if (block.length != Tdes.BLOCK) {
      return Optional.empty();
    }
    String field = HEX.formatHex(xor(key.decrypt(block), panField(pan)));
    int length = Character.digit(field.charAt(1), 16);
    if (field.charAt(0) != '0' || length < 4 || length > 12) {
      return Optional.empty();
    }
    String pin = field.substring(2, 2 + length);
    boolean filled = field.substring(2 + length).equals("F".repeat(14 - length));
    return filled && pin.matches("[0-9]+") ? Optional.of(pin) : Optional.empty();
  }

  /** Zeros, then the twelve rightmost digits without the check digit. */
  private static byte[] panField(String pan) {
    return HEX.parseHex("0000" + pan.substring(pan.length() - 13, pan.length() - 1));
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] both = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      both[i] = (byte) (a[i] ^ b[i]);
    }
    return both;
  }
}
