package org.openprepaid.upstreamhost.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.openprepaid.upstreamhost.HostException;

/**
 * The key block of ANSI X9.143 (TR-31), version B: a double-length TDES key under another, bound to
 * its header by key derivation. Optional blocks are read over, never written.
 */
public final class KeyBlock {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int HEADER = 16;
  private static final int FIELD = 24;
  private static final int KEY_BITS = 128;
  private static final int FOR_ENCRYPTION = 0;
  private static final int FOR_AUTHENTICATION = 1;

  private KeyBlock() {}

  /**
   * Wraps a key.
   *
   * @param usage and mode as in table 2 and 4 of the standard, for instance {@code P0} and {@code
   *     B}
   */
  public static String wrap(Tdes protection, String usage, char mode, Tdes key) {
    int length = HEADER + 2 * FIELD + 2 * Tdes.BLOCK;
    String header = String.format("B%04d%sT%c00E0000", length, usage, mode);
    byte[] padding = new byte[FIELD - 2 - KEY_BITS / 8];
    RANDOM.nextBytes(padding);
    byte[] field =
        ByteBuffer.allocate(FIELD).putShort((short) KEY_BITS).put(key.bytes()).put(padding).array();
    byte[] mac = mac(protection, header, field);
    byte[] encrypted = derived(protection, FOR_ENCRYPTION).encryptChained(mac, field);
    return header + HEX.formatHex(encrypted) + HEX.formatHex(mac);
  }

  /**
   * Unwraps a double-length key.
   *
   * @throws HostException {@code OP-1988} when it is no such block, or not one under this key
   */
  public static Tdes unwrap(Tdes protection, String usage, String block) {
    int bodyAt = bodyAt(block);
    if (!block.substring(5, 8).equals(usage + "T")) {
      throw new HostException("OP-1988", "the key block is not of a " + usage + " key");
    }
    String header = block.substring(0, bodyAt);
    int macAt = block.length() - 2 * Tdes.BLOCK;
    byte[] mac = hex(block.substring(macAt));
    byte[] field =
        derived(protection, FOR_ENCRYPTION)
            .decryptChained(mac, hex(block.substring(bodyAt, macAt)));
    if (!MessageDigest.isEqual(mac, mac(protection, header, field))
        || ByteBuffer.wrap(field).getShort() != KEY_BITS) {
      throw new HostException("OP-1988", "the key block is not under this key, or was altered");
    }
    return new Tdes(Arrays.copyOfRange(field, 2, 2 + KEY_BITS / 8));
  }

  private static int bodyAt(String block) {
    boolean shaped = block.matches("B[0-9]{4}[0-9A-Z]{3}[A-Z][0-9A-Z]{2}[A-Z][0-9]{2}.*");
    if (!shaped || Integer.parseInt(block.substring(1, 5)) != block.length()) {
      throw new HostException("OP-1988", "not a key block of version B");
    }
    int bodyAt = HEADER;
    for (int left = Integer.parseInt(block.substring(12, 14)); left > 0; left--) {
      int length = bodyAt + 4 <= block.length() ? optionalLength(block, bodyAt) : 0;
      if (length < 4) {
        throw new HostException("OP-1988", "an optional block of the key block is cut off");
      }
      bodyAt += length;
    }
    int fieldLength = block.length() - bodyAt - 2 * Tdes.BLOCK;
    if (fieldLength < 2 * FIELD || fieldLength % (2 * Tdes.BLOCK) != 0) {
      throw new HostException("OP-1988", "the key block is cut off");
    }
    return bodyAt;
  }

  private static int optionalLength(String block, int at) {
    String digits = block.substring(at + 2, at + 4);
    return digits.matches("[0-9A-F]{2}") ? Integer.parseInt(digits, 16) : 0;
  }

  private static byte[] hex(String digits) {
    if (!digits.matches("[0-9A-Fa-f]*")) {
      throw new HostException("OP-1988", "the key block is not hexadecimal");
    }
    return HEX.parseHex(digits);
  }

  private static byte[] mac(Tdes protection, String header, byte[] field) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    byte[] covered = Arrays.copyOf(text, text.length + field.length);
    System.arraycopy(field, 0, covered, text.length, field.length);
    return Cmac.of(derived(protection, FOR_AUTHENTICATION), covered);
  }

  /** Counter, purpose, a separator, the algorithm (double-length TDES) and its length in bits. */
  private static Tdes derived(Tdes protection, int purpose) {
    byte[] key = new byte[KEY_BITS / 8];
    for (int counter = 1; counter <= 2; counter++) {
      byte[] input = {(byte) counter, 0, (byte) purpose, 0, 0, 0, 0, (byte) KEY_BITS};
      System.arraycopy(Cmac.of(protection, input), 0, key, (counter - 1) * Tdes.BLOCK, Tdes.BLOCK);
    }
    return new Tdes(key);
  }
}
