package org.openprepaid.key.cipher;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** XOR of bytes, eight at a time: one by one it would cost as much as a block of AES. */
final class Xor {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private Xor() {}

  /**
   * XORs {@code length} bytes of the data, from {@code offset} on, into the start of the target.
   */
  static void into(byte[] target, byte[] data, int offset, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      LONGS.set(target, i, (long) LONGS.get(target, i) ^ (long) LONGS.get(data, offset + i));
    }
    for (; i < length; i++) {
      target[i] ^= data[offset + i];
    }
  }
}
