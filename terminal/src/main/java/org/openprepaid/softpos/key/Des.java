package org.openprepaid.softpos.key;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * One DES or two-key triple-DES key, ready for whole blocks in one direction. Not thread-safe: the
 * cipher object is used again and again.
 */
public final class Des {
  /** Bytes of a block. */
  public static final int BLOCK = 8;

  private final Cipher cipher;

  private Des(byte[] key, int mode) {
    try {
      this.cipher = cipher(key.length);
      this.cipher.init(mode, secret(key));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("OP-1950 this JDK offers no DES", e);
    }
  }

  /**
   * Encrypts under this key.
   *
   * @param key 8 bytes (DES) or 16 bytes (triple DES with two keys)
   */
  public static Des encrypting(byte[] key) {
    return new Des(key, Cipher.ENCRYPT_MODE);
  }

  /**
   * Decrypts under this key.
   *
   * @param key 8 bytes (DES) or 16 bytes (triple DES with two keys)
   */
  public static Des decrypting(byte[] key) {
    return new Des(key, Cipher.DECRYPT_MODE);
  }

  /** The blocks turned, each by itself (ECB). */
  public byte[] apply(byte[] blocks) {
    byte[] out = new byte[blocks.length];
    apply(blocks, 0, blocks.length, out, 0);
    return out;
  }

  /** The same without allocation; {@code in} and {@code out} may be one array. */
  public void apply(byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    try {
      cipher.doFinal(in, inOffset, length, out, outOffset);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("OP-1950 DES wants whole blocks of 8 bytes", e);
    }
  }

  // the profile prescribes DES in single blocks; every mode above it is written out by the caller
  @SuppressWarnings("InsecureCryptoUsage")
  private static Cipher cipher(int keyLength) throws GeneralSecurityException {
    return keyLength == BLOCK
        ? Cipher.getInstance("DES/ECB/NoPadding")
        : Cipher.getInstance("DESede/ECB/NoPadding");
  }

  private static SecretKeySpec secret(byte[] key) {
    if (key.length == BLOCK) {
      return new SecretKeySpec(key, "DES");
    }
    if (key.length != 2 * BLOCK) {
      throw new IllegalArgumentException("OP-1950 a key has 8 or 16 bytes, not " + key.length);
    }
    byte[] three = new byte[3 * BLOCK];
    System.arraycopy(key, 0, three, 0, 2 * BLOCK);
    System.arraycopy(key, 0, three, 2 * BLOCK, BLOCK);
    return new SecretKeySpec(three, "DESede");
  }
}
