package org.openprepaid.key.cipher;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A key of SM4 (GB/T 32907, ISO/IEC 18033-3 amendment 1: 16 bytes), for one direction and any
 * number of threads.
 */
public final class Sm4Key implements BlockKey {
  public static final int BLOCK_BYTES = 16;
  public static final int KEY_BYTES = 16;

  private static final Spares<SM4Engine> SPARES = new Spares<>(SM4Engine::new);

  private final KeyParameter key;
  private final Engines<SM4Engine> engines;

  private Sm4Key(byte[] key, boolean encrypt) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an SM4 key has 16 bytes");
    }
    KeyParameter copy = new KeyParameter(key);
    this.key = copy;
    engines = new Engines<>(SPARES, engine -> engine.init(encrypt, copy));
  }

  /** Copies what it needs: the bytes may be wiped afterwards. */
  public static Sm4Key forEncryption(byte[] key) {
    return new Sm4Key(key, true);
  }

  /** Copies what it needs: the bytes may be wiped afterwards. */
  public static Sm4Key forDecryption(byte[] key) {
    return new Sm4Key(key, false);
  }

  @Override
  public int blockBytes() {
    return BLOCK_BYTES;
  }

  @Override
  public void block(byte[] in, int inOffset, byte[] out, int outOffset) {
    SM4Engine engine = engines.take();
    engine.processBlock(in, inOffset, out, outOffset);
    engines.giveBack(engine);
  }

  @Override
  public void wipe() {
    // the parameter hands out its own array, not a copy
    Arrays.fill(key.getKey(), (byte) 0);
    engines.wipe();
  }
}
