package org.openprepaid.key.block;

import java.util.Arrays;

/** A protection key whose clear bytes are in memory until it is closed. */
public final class ClearProtectionKey implements ProtectionKey, AutoCloseable {
  private final ProtectionAlgorithm algorithm;
  private final byte[] key;
  private volatile boolean closed;

  /**
   * Copies the key, which remains the caller's to wipe. The parity of DES keys is not looked at.
   *
   * @throws IllegalArgumentException if its length is not the algorithm's
   */
  public ClearProtectionKey(ProtectionAlgorithm algorithm, byte[] key) {
    if (key.length != algorithm.keyBytes()) {
      throw new IllegalArgumentException(
          "a key of " + algorithm + " has " + algorithm.keyBytes() + " bytes");
    }
    this.algorithm = algorithm;
    this.key = key.clone();
  }

  @Override
  public ProtectionAlgorithm algorithm() {
    return algorithm;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException once the key is closed: a key of zeros would protect nothing
   */
  @Override
  public byte[] cmac(byte[] data) {
    byte[] mac = algorithm.version().cmac(key, data);
    // looked at afterwards: the key may have been closed while its bytes were read
    if (closed) {
      throw new IllegalStateException("the protection key is closed");
    }
    return mac;
  }

  /** Wipes the key. */
  @Override
  public void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "ClearProtectionKey[" + algorithm + "]";
  }
}
