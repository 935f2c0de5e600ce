package org.openprepaid.key.cipher;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Derived unique keys per transaction with double-length triple DES, the host's side (ANSI
 * X9.24-1:2009 annex A, since then X9.24-3 annex C): from the base derivation key and the key
 * serial number that comes with a message to the key that the terminal has used once.
 *
 * <p>A key serial number has 10 bytes: 59 bits that name key set and terminal, 21 of the
 * transaction counter. A terminal skips counters of more than ten one-bits, so that no key is
 * further than ten steps from the initial one; and zero, whose key would be the initial one itself.
 *
 * <p>All keys have 16 bytes, come without parity and are the caller's to wipe.
 */
public final class DukptTdes {
  public static final int KEY_BYTES = 16;
  public static final int KSN_BYTES = 10;

  private static final int HALF = KEY_BYTES / 2;

  /** 21 bits. */
  private static final long COUNTER_MASK = 0x1F_FFFF;

  private static final int MAX_ONES = 10;

  /** What sets the left half of a key apart from its right in each step of the derivation. */
  private static final byte[] LEFT_MASK = {
    (byte) 0xC0, (byte) 0xC0, (byte) 0xC0, (byte) 0xC0, 0, 0, 0, 0,
    (byte) 0xC0, (byte) 0xC0, (byte) 0xC0, (byte) 0xC0, 0, 0, 0, 0
  };

  /** What a working key is for (X9.24-1:2009, table A-1 and the one-way function for data keys). */
  public enum Use {
    PIN_ENCRYPTION(7, false),
    /** From the terminal; both ways where responses have none of their own. */
    MAC_REQUEST(6, false),
    MAC_RESPONSE(4, false),
    /** From the terminal; both ways where responses have none of their own. */
    DATA_REQUEST(5, true),
    DATA_RESPONSE(3, true);

    /** The byte of each half that the variant inverts. */
    private final int inverted;

    private final boolean oneWay;

    Use(int inverted, boolean oneWay) {
      this.inverted = inverted;
      this.oneWay = oneWay;
    }
  }

  private DukptTdes() {}

  /**
   * Whether a terminal may have used a key for this key serial number.
   *
   * @param ksn from outside: of any length and content
   */
  public static boolean isUsable(byte[] ksn) {
    if (ksn.length != KSN_BYTES) {
      return false;
    }
    int ones = Long.bitCount(register(ksn) & COUNTER_MASK);
    return ones >= 1 && ones <= MAX_ONES;
  }

  /**
   * The initial key (IPEK), which is loaded into a terminal.
   *
   * @param bdk base derivation key, 16 bytes
   * @param ksn key serial number, 10 bytes; its counter is not looked at
   */
  public static byte[] initialKey(byte[] bdk, byte[] ksn) {
    requireKey(bdk);
    requireLength(ksn);
    // the counter's five upper bits are in the first eight bytes
    long first = ByteBuffer.wrap(ksn).getLong() & ~(COUNTER_MASK >> Short.SIZE);
    byte[] name = bytes(first);
    byte[] variant = xor(bdk, LEFT_MASK);
    byte[] key = new byte[KEY_BYTES];
    encrypt(bdk, name, key, 0);
    encrypt(variant, name, key, HALF);
    wipe(variant);
    return key;
  }

  /**
   * The key of one transaction, of which the working keys are variants.
   *
   * @param initialKey the terminal's, 16 bytes
   * @throws IllegalArgumentException if the key serial number is not {@linkplain #isUsable usable}
   */
  public static byte[] transactionKey(byte[] initialKey, byte[] ksn) {
    requireKey(initialKey);
    requireUsable(ksn);
    long register = register(ksn);
    byte[] key = initialKey.clone();
    long reached = register & ~COUNTER_MASK;
    for (long bit = Long.highestOneBit(COUNTER_MASK); bit > 0; bit >>= 1) {
      if ((register & bit) != 0) {
        reached |= bit;
        step(key, bytes(reached));
      }
    }
    return key;
  }

  /**
   * The working key of one transaction.
   *
   * @param bdk base derivation key, 16 bytes
   * @throws IllegalArgumentException if the key serial number is not {@linkplain #isUsable usable}
   */
  public static byte[] workingKey(byte[] bdk, byte[] ksn, Use use) {
    requireUsable(ksn);
    byte[] initial = initialKey(bdk, ksn);
    byte[] variant = null;
    try {
      variant = transactionKey(initial, ksn);
      variant[use.inverted] ^= (byte) 0xFF;
      variant[HALF + use.inverted] ^= (byte) 0xFF;
      return use.oneWay ? underItself(variant) : variant.clone();
    } finally {
      wipe(initial);
      wipe(variant);
    }
  }

  private static byte[] underItself(byte[] key) {
    DesKey scheduled = DesKey.forEncryption(key);
    try {
      return scheduled.blocks(key);
    } finally {
      scheduled.wipe();
    }
  }

  /** Replaces a key by the one that follows from it and the register, one-way for each half. */
  private static void step(byte[] key, byte[] register) {
    byte[] variant = xor(key, LEFT_MASK);
    byte[] right = half(key, register);
    byte[] left = half(variant, register);
    System.arraycopy(left, 0, key, 0, HALF);
    System.arraycopy(right, 0, key, HALF, HALF);
    wipe(variant);
    wipe(right);
    wipe(left);
  }

  /** Register and right half, encrypted under the left half, and the right half once more. */
  private static byte[] half(byte[] key, byte[] register) {
    byte[] left = Arrays.copyOf(key, HALF);
    byte[] right = Arrays.copyOfRange(key, HALF, KEY_BYTES);
    byte[] result = xor(register, right);
    encrypt(left, result, result, 0);
    for (int i = 0; i < HALF; i++) {
      result[i] ^= right[i];
    }
    wipe(left);
    wipe(right);
    return result;
  }

  private static void encrypt(byte[] key, byte[] block, byte[] target, int offset) {
    DesKey scheduled = DesKey.forEncryption(key);
    scheduled.block(block, 0, target, offset);
    scheduled.wipe();
  }

  private static byte[] xor(byte[] left, byte[] right) {
    byte[] result = left.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] ^= right[i];
    }
    return result;
  }

  /** The last eight bytes of a key serial number, the counter at their end. */
  private static long register(byte[] ksn) {
    return ByteBuffer.wrap(ksn).getLong(KSN_BYTES - Long.BYTES);
  }

  private static byte[] bytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static void requireKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("keys of this derivation have 16 bytes");
    }
  }

  private static void requireLength(byte[] ksn) {
    if (ksn.length != KSN_BYTES) {
      throw new IllegalArgumentException("a key serial number of triple DES has 10 bytes");
    }
  }

  private static void requireUsable(byte[] ksn) {
    if (!isUsable(ksn)) {
      throw new IllegalArgumentException("a key serial number that no terminal uses");
    }
  }

  private static void wipe(byte[] secret) {
    if (secret != null) {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
