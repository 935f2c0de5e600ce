package org.openprepaid.card;

import java.util.Arrays;
import java.util.HexFormat;

/** The keyed hash that a card number is found by: 32 bytes, made by the security module. */
public final class PanHash {
  private static final int LENGTH = 32;

  private final byte[] bytes;

  public PanHash(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a card number's hash has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PanHash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // the hash is keyed and even: any four of its bytes do
    return java.nio.ByteBuffer.wrap(bytes).getInt();
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
