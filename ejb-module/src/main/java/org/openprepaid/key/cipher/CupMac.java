package org.openprepaid.key.cipher;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The MAC of the CUP profile: XOR of all blocks of the data (the last one filled with zeros),
 * written as upper-case hexadecimal digits, which make two blocks; the first encrypted, XORed with
 * the second, encrypted again; the first eight hexadecimal digits of that.
 *
 * <p>With DES or triple DES the blocks have 8 bytes; in the SM dialect, with SM4, they have 16.
 */
public final class CupMac {
  public static final int BYTES = 8;

  private static final int DIGITS_OF_LONG = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private CupMac() {}

  /**
   * {@link #BYTES} hexadecimal digits in ASCII.
   *
   * @param key for encryption, with blocks of 8 or 16 bytes
   */
  public static byte[] of(BlockKey key, byte[] data) {
    int blockBytes = key.blockBytes();
    byte[] digits = new byte[2 * blockBytes];
    fold(data, digits);
    key.block(digits, 0, digits, 0);
    Xor.into(digits, digits, blockBytes, blockBytes);
    key.block(digits, 0, digits, 0);
    byte[] mac = new byte[BYTES];
    hex((long) LONGS.get(digits, 0), mac, 0, BYTES);
    return mac;
  }

  /** Sums up blocks of 16 bytes in either case: those of 8 bytes are their even and odd halves. */
  private static void fold(byte[] data, byte[] digits) {
    long even = 0;
    long odd = 0;
    int i = 0;
    for (; i + 2 * Long.BYTES <= data.length; i += 2 * Long.BYTES) {
      even ^= (long) LONGS.get(data, i);
      odd ^= (long) LONGS.get(data, i + Long.BYTES);
    }
    if (i + Long.BYTES <= data.length) {
      even ^= (long) LONGS.get(data, i);
      odd ^= filled(data, i + Long.BYTES);
    } else {
      even ^= filled(data, i);
    }
    if (digits.length == DIGITS_OF_LONG) {
      hex(even ^ odd, digits, 0, DIGITS_OF_LONG);
    } else {
      hex(even, digits, 0, DIGITS_OF_LONG);
      hex(odd, digits, DIGITS_OF_LONG, DIGITS_OF_LONG);
    }
  }

  /** The fewer than 8 bytes from an index on, filled with zeros. */
  private static long filled(byte[] data, int from) {
    long value = 0;
    for (int i = from, shift = 56; i < data.length; i++, shift -= 8) {
      value |= (data[i] & 0xFFL) << shift;
    }
    return value;
  }

  private static void hex(long value, byte[] target, int offset, int digits) {
    for (int i = 0; i < digits; i++) {
      target[offset + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xF];
    }
  }
}
