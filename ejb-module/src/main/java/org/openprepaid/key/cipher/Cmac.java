package org.openprepaid.key.cipher;

import java.util.Arrays;

/**
 * CMAC: NIST SP 800-38B, RFC 4493 and ISO/IEC 9797-1 MAC algorithm 5, with any block cipher. Its
 * two subkeys are made once; then it is used by any number of threads.
 */
public final class Cmac {
  private static final int BLOCK_BYTES_OF_DES = 8;
  private static final int BLOCK_BYTES_OF_AES = 16;

  private final BlockKey key;

  /** For data that end with a whole block. */
  private final byte[] whole;

  /** For data that end with a part of a block, and for none. */
  private final byte[] part;

  /**
   * Takes the key over: it is wiped with this one.
   *
   * @param key for encryption, with blocks of 8 or 16 bytes
   */
  public Cmac(BlockKey key) {
    int blockBytes = key.blockBytes();
    if (blockBytes != BLOCK_BYTES_OF_DES && blockBytes != BLOCK_BYTES_OF_AES) {
      throw new IllegalArgumentException("CMAC has no polynomial for this block size");
    }
    this.key = key;
    byte[] zeros = key.blocks(new byte[blockBytes]);
    whole = doubled(zeros);
    part = doubled(whole);
    Arrays.fill(zeros, (byte) 0);
  }

  /** One whole block; a standard that wants a shorter MAC takes its left part. */
  public byte[] of(byte[] data) {
    int blockBytes = key.blockBytes();
    int last = data.length == 0 ? 0 : (data.length - 1) / blockBytes * blockBytes;
    int rest = data.length - last;
    byte[] chain = new byte[blockBytes];
    CbcMac.absorb(key, chain, data, last);
    Xor.into(chain, data, last, rest);
    if (rest == blockBytes) {
      Xor.into(chain, whole, 0, blockBytes);
    } else {
      chain[rest] ^= MacPadding.ONE_THEN_ZEROS.first();
      Xor.into(chain, part, 0, blockBytes);
    }
    key.block(chain, 0, chain, 0);
    return chain;
  }

  /** Forgets the key; it is of no use afterwards. */
  public void wipe() {
    key.wipe();
    Arrays.fill(whole, (byte) 0);
    Arrays.fill(part, (byte) 0);
  }

  /**
   * Doubles in the field that SP 800-38B section 5.3 names by the constants R64 and R128, without a
   * branch on the secret.
   */
  private static byte[] doubled(byte[] block) {
    byte[] result = new byte[block.length];
    int carry = 0;
    for (int i = block.length - 1; i >= 0; i--) {
      int bits = block[i] << 1 | carry;
      result[i] = (byte) bits;
      carry = bits >> 8 & 1;
    }
    int polynomial = block.length == BLOCK_BYTES_OF_DES ? 0x1B : 0x87;
    result[block.length - 1] ^= (byte) (-carry & polynomial);
    return result;
  }
}
