package org.openprepaid.key.cipher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Derived unique keys per transaction with AES, the host's side (ANSI X9.24-3:2017, clause 6): from
 * the base derivation key and the key serial number that comes with a message to the key that the
 * terminal has used once.
 *
 * <p>A key serial number has 12 bytes: the initial key's id (4 bytes that name the base derivation
 * key, 4 the terminal) and the transaction counter. A terminal skips counters of more than 16
 * one-bits, so that no key is further than 16 steps from the initial one; and zero, whose key would
 * be the initial one itself.
 *
 * <p>All keys are the caller's to wipe.
 */
public final class DukptAes {
  public static final int INITIAL_KEY_ID_BYTES = 8;
  public static final int KSN_BYTES = 12;

  private static final int MAX_ONES = 16;
  private static final int BLOCK_BYTES = 16;
  private static final byte VERSION = 1;
  private static final int KEY_DERIVATION = 0x8000;
  private static final int KEY_DERIVATION_INITIAL = 0x8001;
  private static final String TRANSFORMATION = "AES/ECB/NoPadding";
  private static final Spares<Cipher> CIPHERS = new Spares<>(DukptAes::cipher);

  /** What a working key is for (X9.24-3:2017, 6.3.2: key usage indicator). */
  public enum Use {
    KEY_ENCRYPTION(0x0002),
    PIN_ENCRYPTION(0x1000),
    MAC_GENERATION(0x2000),
    MAC_VERIFICATION(0x2001),
    MAC_BOTH(0x2002),
    /** By the terminal. */
    DATA_ENCRYPTION(0x3000),
    /** By the terminal. */
    DATA_DECRYPTION(0x3001),
    DATA_BOTH(0x3002);

    private final int indicator;

    Use(int indicator) {
      this.indicator = indicator;
    }
  }

  /** The cipher a derived key is for (X9.24-3:2017, 6.3.2: algorithm indicator). */
  public enum KeyType {
    TDES_2KEY(0, 16, 16),
    TDES_3KEY(1, 24, 16),
    AES_128(2, 16, 16),
    AES_192(3, 24, 24),
    AES_256(4, 32, 32);

    private final int indicator;
    private final int keyBytes;

    /** Length of the weakest AES key that may derive it: no key makes a stronger one. */
    private final int derivingBytes;

    KeyType(int indicator, int keyBytes, int derivingBytes) {
      this.indicator = indicator;
      this.keyBytes = keyBytes;
      this.derivingBytes = derivingBytes;
    }

    public int keyBytes() {
      return keyBytes;
    }

    private static KeyType ofAes(byte[] key) {
      return switch (key.length) {
        case 16 -> AES_128;
        case 24 -> AES_192;
        case 32 -> AES_256;
        default -> throw new IllegalArgumentException("an AES key has 16, 24 or 32 bytes");
      };
    }
  }

  private DukptAes() {}

  /**
   * Whether a terminal may have used a key for this key serial number.
   *
   * @param ksn from outside: of any length and content
   */
  public static boolean isUsable(byte[] ksn) {
    if (ksn.length != KSN_BYTES) {
      return false;
    }
    int ones = Integer.bitCount(counter(ksn));
    return ones >= 1 && ones <= MAX_ONES;
  }

  /**
   * The initial key, which is loaded into a terminal; as long as the base derivation key.
   *
   * @param bdk base derivation key for AES-128, -192 or -256
   * @param initialKeyId 8 bytes, the first of the terminal's key serial numbers
   */
  public static byte[] initialKey(byte[] bdk, byte[] initialKeyId) {
    if (initialKeyId.length != INITIAL_KEY_ID_BYTES) {
      throw new IllegalArgumentException("an initial key id has 8 bytes");
    }
    return derived(
        bdk, KEY_DERIVATION_INITIAL, KeyType.ofAes(bdk), ByteBuffer.wrap(initialKeyId).getLong());
  }

  /**
   * The key of one transaction, from which the working keys are derived; as long as the initial
   * key.
   *
   * @throws IllegalArgumentException if the key serial number is not {@linkplain #isUsable usable}
   */
  public static byte[] transactionKey(byte[] initialKey, byte[] ksn) {
    requireUsable(ksn);
    KeyType type = KeyType.ofAes(initialKey);
    int counter = counter(ksn);
    byte[] key = initialKey.clone();
    int reached = 0;
    for (int bit = 1 << 31; bit != 0; bit >>>= 1) {
      if ((counter & bit) != 0) {
        reached |= bit;
        byte[] next = derived(key, KEY_DERIVATION, type, terminalAnd(reached, ksn));
        wipe(key);
        key = next;
      }
    }
    return key;
  }

  /**
   * The working key of one transaction.
   *
   * @param bdk base derivation key for AES-128, -192 or -256
   * @param type what the working key is for, no stronger than the base derivation key
   * @throws IllegalArgumentException also if the key serial number is not {@linkplain #isUsable
   *     usable}
   */
  public static byte[] workingKey(byte[] bdk, byte[] ksn, Use use, KeyType type) {
    requireUsable(ksn);
    if (bdk.length < type.derivingBytes) {
      throw new IllegalArgumentException("a base derivation key too weak for " + type);
    }
    byte[] initial = initialKey(bdk, Arrays.copyOf(ksn, INITIAL_KEY_ID_BYTES));
    byte[] transaction = null;
    try {
      transaction = transactionKey(initial, ksn);
      return derived(transaction, use.indicator, type, terminalAnd(counter(ksn), ksn));
    } finally {
      wipe(initial);
      wipe(transaction);
    }
  }

  /**
   * Derivation data (X9.24-3:2017, 6.3.2), encrypted block by block until the key is long enough.
   */
  private static byte[] derived(byte[] key, int usage, KeyType type, long context) {
    int blocks = (type.keyBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
    ByteBuffer data = ByteBuffer.allocate(blocks * BLOCK_BYTES);
    for (int i = 1; i <= blocks; i++) {
      data.put(VERSION)
          .put((byte) i)
          .putShort((short) usage)
          .putShort((short) type.indicator)
          .putShort((short) (type.keyBytes * Byte.SIZE))
          .putLong(context);
    }
    byte[] encrypted = encrypted(key, data.array());
    try {
      return Arrays.copyOf(encrypted, type.keyBytes);
    } finally {
      wipe(encrypted);
    }
  }

  private static byte[] encrypted(byte[] key, byte[] data) {
    Cipher cipher = CIPHERS.take();
    try (ClearKey secret = new ClearKey("AES", key.clone())) {
      cipher.init(Cipher.ENCRYPT_MODE, secret);
      byte[] encrypted = cipher.doFinal(data);
      CIPHERS.giveBack(cipher);
      return encrypted;
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "AES key derivation", e);
    }
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "no " + TRANSFORMATION, e);
    }
  }

  /** The terminal's half of the initial key id, and a counter. */
  private static long terminalAnd(int counter, byte[] ksn) {
    int half = INITIAL_KEY_ID_BYTES / 2;
    return ByteBuffer.allocate(Long.BYTES).put(ksn, half, half).putInt(counter).getLong(0);
  }

  private static int counter(byte[] ksn) {
    return ByteBuffer.wrap(ksn).getInt(INITIAL_KEY_ID_BYTES);
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
