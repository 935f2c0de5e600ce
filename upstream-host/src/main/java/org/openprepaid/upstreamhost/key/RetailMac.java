package org.openprepaid.upstreamhost.key;

import java.util.Arrays;

/**
 * The retail MAC of ANSI X9.19 (ISO/IEC 9797-1, MAC algorithm 3 with padding method 1): DES chained
 * under the left half of the key, the last block decrypted under the right and encrypted under the
 * left half again.
 */
public final class RetailMac {
  private RetailMac() {}

  /** Of the first {@code length} bytes; 8 bytes. */
  public static byte[] of(Tdes key, byte[] data, int length) {
    int blocks = Math.max(1, (length + Tdes.BLOCK - 1) / Tdes.BLOCK);
    byte[] padded = Arrays.copyOf(Arrays.copyOf(data, length), blocks * Tdes.BLOCK);
    byte[] last = key.lastBlockUnderLeft(padded);
    return key.encryptUnderLeft(key.decryptUnderRight(last));
  }
}
