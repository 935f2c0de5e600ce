package org.openprepaid.key.cipher;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.DESEngine;

/**
 * A DES or triple DES key (8, 16 or 24 bytes), scheduled once for one direction and then used by
 * any number of threads: it never changes, and the work of a block is done in the caller's arrays.
 */
public final class DesKey implements BlockKey {
  public static final int BLOCK_BYTES = 8;

  private static final Rounds ROUNDS = new Rounds();

  /** The step that comes first, in the direction asked for. */
  private final int[] first;

  /** The second step, in the other direction; null for single DES. */
  private final int[] second;

  /** The third step; the first again for a double-length key. */
  private final int[] third;

  private DesKey(byte[] key, boolean encrypt) {
    int parts = key.length / BLOCK_BYTES;
    if (key.length % BLOCK_BYTES != 0 || parts < 1 || parts > 3) {
      throw new IllegalArgumentException("a DES key has 8, 16 or 24 bytes");
    }
    // decryption takes the parts of a triple-length key from its end
    first = schedule(key, encrypt || parts < 3 ? 0 : 2, encrypt);
    second = parts == 1 ? null : schedule(key, 1, !encrypt);
    third = parts < 3 ? first : schedule(key, encrypt ? 2 : 0, encrypt);
  }

  private static int[] schedule(byte[] key, int part, boolean encrypt) {
    byte[] eight = Arrays.copyOfRange(key, part * BLOCK_BYTES, (part + 1) * BLOCK_BYTES);
    try {
      return ROUNDS.schedule(encrypt, eight);
    } finally {
      Arrays.fill(eight, (byte) 0);
    }
  }

  public static DesKey forEncryption(byte[] key) {
    return new DesKey(key, true);
  }

  public static DesKey forDecryption(byte[] key) {
    return new DesKey(key, false);
  }

  @Override
  public int blockBytes() {
    return BLOCK_BYTES;
  }

  @Override
  public void block(byte[] in, int inOffset, byte[] out, int outOffset) {
    ROUNDS.run(first, in, inOffset, out, outOffset);
    if (second != null) {
      ROUNDS.run(second, out, outOffset, out, outOffset);
      ROUNDS.run(third, out, outOffset, out, outOffset);
    }
  }

  @Override
  public void wipe() {
    Arrays.fill(first, 0);
    if (second != null) {
      Arrays.fill(second, 0);
      Arrays.fill(third, 0);
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
