package org.openprepaid.key.block;

import java.util.Arrays;

/** What was in a block, authenticated: a clear key and what may be done with it. */
public final class UnwrappedKey implements AutoCloseable {
  private final BlockHeader header;
  private final byte[] key;
  private volatile boolean closed;

  UnwrappedKey(BlockHeader header, byte[] key) {
    this.header = header;
    this.key = key;
  }

  public BlockHeader header() {
    return header;
  }

  /**
   * The clear key itself, no copy: it is zeros once this is closed. Its length is what the block
   * says, one byte or more; whether it fits the algorithm is for the caller to check.
   *
   * @throws IllegalStateException once this is closed
   */
  public byte[] key() {
    if (closed) {
      throw new IllegalStateException("the unwrapped key is closed");
    }
    return key;
  }

  /** Wipes the key. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  /** The header only. */
  @Override
  public String toString() {
    return "UnwrappedKey[" + header + "]";
  }
}
