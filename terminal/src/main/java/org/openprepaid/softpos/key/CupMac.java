package org.openprepaid.softpos.key;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * The MAC of field 64: all blocks exclusive-ored into one, that written as sixteen hex characters;
 * the first eight encrypted, exclusive-ored with the last eight, encrypted; the first eight hex
 * characters of the result are the MAC. With an 8-byte key by DES, with a 16-byte key by the triple
 * DES variant. Not thread-safe.
 */
public final class CupMac {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Des des;
  private final byte[] hex = new byte[2 * Des.BLOCK];
  private final byte[] block = new byte[Des.BLOCK];

  /**
   * @param mak 8 or 16 bytes
   */
  public CupMac(byte[] mak) {
    this.des = Des.encrypting(mak);
  }

  /** The MAC over these bytes: 8 ASCII characters. */
  public byte[] over(byte[] data) {
    byte[] mac = new byte[Des.BLOCK];
    over(data, 0, data.length, mac, 0);
    return mac;
  }

  /** The same without allocation. */
  public void over(byte[] data, int offset, int length, byte[] out, int outOffset) {
    overFolded(fold(data, offset, length), out, outOffset);
  }

  /**
   * All blocks exclusive-ored into one, the first byte of a block uppermost; the last block is
   * filled with zeros.
   */
  public static long fold(byte[] data, int offset, int length) {
    long folded = 0;
    int end = offset + length;
    int at = offset;
    for (; at + Des.BLOCK <= end; at += Des.BLOCK) {
      folded ^= (long) LONGS.get(data, at);
    }
    for (int shift = 56; at < end; at++, shift -= 8) {
      folded ^= (data[at] & 0xFFL) << shift;
    }
    return folded;
  }

  /** The MAC of data that {@link #fold} has made into one block. */
  public void overFolded(long folded, byte[] out, int outOffset) {
    toHex(folded, 2 * Des.BLOCK, hex, 0);
    des.apply(hex, 0, Des.BLOCK, block, 0);
    for (int i = 0; i < Des.BLOCK; i++) {
      block[i] ^= hex[Des.BLOCK + i];
    }
    des.apply(block, 0, Des.BLOCK, block, 0);
    toHex((long) LONGS.get(block, 0), Des.BLOCK, out, outOffset);
  }

  /** True when the MAC is right; takes the same time whether it is or not. */
  public boolean verify(byte[] data, byte[] mac) {
    return MessageDigest.isEqual(over(data), mac);
  }

  /** The uppermost digits of a number. */
  private static void toHex(long value, int digits, byte[] out, int outOffset) {
    for (int i = 0; i < digits; i++) {
      out[outOffset + i] = DIGITS[(int) (value >>> (60 - 4 * i)) & 0x0F];
    }
  }
}
