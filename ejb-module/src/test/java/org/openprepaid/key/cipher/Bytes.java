package org.openprepaid.key.cipher;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes as the tests write them. */
final class Bytes {
  private Bytes() {}

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** {@code length} bytes that all differ from their neighbours. */
  static byte[] sample(int length) {
    byte[] sample = new byte[length];
    for (int i = 0; i < length; i++) {
      sample[i] = (byte) (i * 37 + 11);
    }
    return sample;
  }

  /** Every array that differs from the given one in a single bit. */
  static List<byte[]> everyBitFlipped(byte[] bytes) {
    List<byte[]> changed = new ArrayList<>();
    for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
      byte[] copy = bytes.clone();
      copy[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      changed.add(copy);
    }
    return changed;
  }

  /** Every DES key that differs from the given one in a bit that is not parity. */
  static List<byte[]> everyKeyBitFlipped(byte[] desKey) {
    List<byte[]> changed = everyBitFlipped(desKey);
    List<byte[]> effective = new ArrayList<>();
    for (int bit = 0; bit < changed.size(); bit++) {
      if (bit % Byte.SIZE != 0) {
        effective.add(changed.get(bit));
      }
    }
    return effective;
  }
}
