package org.openprepaid.upstreamhost.key;

import java.util.Arrays;

/** CMAC with TDES (NIST SP 800-38B): the authenticator of key blocks of version B. */
final class Cmac {
  private static final int LAST_BITS = 0x1B;

  private Cmac() {}

  static byte[] of(Tdes key, byte[] data) {
    byte[] first = doubled(key.encrypt(new byte[Tdes.BLOCK]));
    int blocks = Math.max(1, (data.length + Tdes.BLOCK - 1) / Tdes.BLOCK);
    byte[] padded = Arrays.copyOf(data, blocks * Tdes.BLOCK);
    byte[] mask = first;
    if (data.length != padded.length) {
      padded[data.length] = (byte) 0x80;
      mask = doubled(first);
    }
    int last = padded.length - Tdes.BLOCK;
    for (int i = 0; i < Tdes.BLOCK; i++) {
      padded[last + i] = (byte) (padded[last + i] ^ mask[i]);
    }
    byte[] chained = key.encryptChained(new byte[Tdes.BLOCK], padded);
    return Arrays.copyOfRange(chained, last, chained.length);
  }

  /** Multiplied by x in the field of 2^64. */
  private static byte[] doubled(byte[] block) {
    byte[] shifted = new byte[block.length];
    int carry = 0;
    for (int i = block.length - 1; i >= 0; i--) {
      int twice = ((block[i] & 0xFF) << 1) | carry;
      shifted[i] = (byte) twice;
      carry = twice >> 8;
    }
    if (carry == 1) {
      shifted[block.length - 1] = (byte) (shifted[block.length - 1] ^ LAST_BITS);
    }
    return shifted;
  }
}
