package org.openprepaid.key.cipher;

import java.util.Arrays;

/**
 * The retail MAC: ANSI X9.19, which is ISO/IEC 9797-1 MAC algorithm 3 with DES. The left half of a
 * double-length key chains the blocks; only the last one is decrypted under the right half and
 * encrypted again under the left. Scheduled once and then used by any number of threads.
 */
public final class RetailMac {
  /** Length of its key in bytes. */
  public static final int KEY_BYTES = 2 * DesKey.BLOCK_BYTES;

  private final DesKey left;
  private final DesKey right;

  /**
   * Copies what it needs: the key may be wiped afterwards.
   *
   * @param key {@link #KEY_BYTES} long
   */
  public RetailMac(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a retail MAC takes a key of 16 bytes");
    }
    byte[] half = Arrays.copyOf(key, DesKey.BLOCK_BYTES);
    try {
      left = DesKey.forEncryption(half);
      System.arraycopy(key, DesKey.BLOCK_BYTES, half, 0, DesKey.BLOCK_BYTES);
      right = DesKey.forDecryption(half);
    } finally {
      Arrays.fill(half, (byte) 0);
    }
  }

  /** All 8 bytes; X9.19 itself takes the left four. */
  public byte[] of(byte[] data, MacPadding padding) {
    byte[] block = CbcMac.of(left, data, padding);
    right.block(block, 0, block, 0);
    left.block(block, 0, block, 0);
    return block;
  }

  /** Forgets the key; it is of no use afterwards. */
  public void wipe() {
    left.wipe();
    right.wipe();
  }
}
