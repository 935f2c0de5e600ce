package org.openprepaid.key;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.DESEngine;

/**
 * A DES or double-length triple DES key, scheduled once for one direction and then used by any
 * number of threads: it never changes, and the work of a block is done in the caller's arrays.
 */
final class DesKey {
  static final int BLOCK_BYTES = 8;

  private static final Rounds ROUNDS = new Rounds();

  /** The key's first half, in the direction asked for. */
  private final int[] outer;

  /** The second half, in the other direction; null for single DES. */
  private final int[] inner;

  private DesKey(byte[] key, boolean encrypt) {
    byte[] half = Arrays.copyOf(key, BLOCK_BYTES);
    outer = ROUNDS.schedule(encrypt, half);
    if (key.length == 2 * BLOCK_BYTES) {
      System.arraycopy(key, BLOCK_BYTES, half, 0, BLOCK_BYTES);
      inner = ROUNDS.schedule(!encrypt, half);
    } else if (key.length == BLOCK_BYTES) {
      inner = null;
    } else {
      throw new IllegalArgumentException("a DES key has 8 or 16 bytes");
    }
    Arrays.fill(half, (byte) 0);
  }

  static DesKey forEncryption(byte[] key) {
    return new DesKey(key, true);
  }

  static DesKey forDecryption(byte[] key) {
    return new DesKey(key, false);
  }

  /** Transforms one block of eight bytes; the places may be the same. */
  void block(byte[] in, int inOffset, byte[] out, int outOffset) {
    ROUNDS.run(outer, in, inOffset, out, outOffset);
    if (inner != null) {
      ROUNDS.run(inner, out, outOffset, out, outOffset);
      ROUNDS.run(outer, out, outOffset, out, outOffset);
    }
  }

  /** Transforms whole blocks one by one (ECB) into a new array. */
  byte[] blocks(byte[] in) {
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i += BLOCK_BYTES) {
      block(in, i, out, i);
    }
    return out;
  }

  void wipe() {
    Arrays.fill(outer, 0);
    if (inner != null) {
      Arrays.fill(inner, 0);
    }
  }

  /**
   * Opens Bouncy Castle's DES to schedules kept outside of it: an engine of its own per key and
   * thread, or a JCA cipher initialised for each message, would cost more than the blocks
   * themselves.
   */
  private static final class Rounds extends DESEngine {
    int[] schedule(boolean encrypt, byte[] key) {
      return generateWorkingKey(encrypt, key);
    }

    void run(int[] schedule, byte[] in, int inOffset, byte[] out, int outOffset) {
      desFunc(schedule, in, inOffset, out, outOffset);
    }
  }
}
