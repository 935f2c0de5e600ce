package org.openprepaid.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The MAC of the CUP profile: XOR of all 8-byte blocks (the last one filled with zeros), written as
 * 16 hexadecimal digits; the first eight encrypted, XORed with the last eight, encrypted again; the
 * first eight hexadecimal digits of that.
 */
final class CupMac {
  static final int BYTES = 8;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private CupMac() {}

  static byte[] of(DesKey key, byte[] data) {
    byte[] digits = new byte[2 * BYTES];
    hex(fold(data), digits, 2 * BYTES);
    key.block(digits, 0, digits, 0);
    long second = (long) LONGS.get(digits, 0) ^ (long) LONGS.get(digits, BYTES);
    LONGS.set(digits, 0, second);
    key.block(digits, 0, digits, 0);
    byte[] mac = new byte[BYTES];
    hex((long) LONGS.get(digits, 0), mac, BYTES);
    return mac;
  }

  private static long fold(byte[] data) {
    long sum = 0;
    int i = 0;
    for (; i + BYTES <= data.length; i += BYTES) {
      sum ^= (long) LONGS.get(data, i);
    }
    for (int shift = 56; i < data.length; i++, shift -= 8) {
      sum ^= (data[i] & 0xFFL) << shift;
    }
    return sum;
  }

  private static void hex(long value, byte[] target, int digits) {
    for (int i = 0; i < digits; i++) {
      target[i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xF];
    }
  }
}
