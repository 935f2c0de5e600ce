package org.openprepaid.upstreamhost.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openprepaid.upstreamhost.HostException;

/**
 * A double-length TDES key (16 bytes), and what the dialect does with one. Errors are {@code
 * OP-1988}.
 */
public final class Tdes {
  static final int BLOCK = 8;
  private static final int DOUBLE_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec left;
  private final SecretKeySpec right;
  private final SecretKeySpec whole;

  /** The key of these 16 bytes. */
  public Tdes(byte[] key) {
    if (key.length != DOUBLE_LENGTH) {
      throw new HostException("OP-1988", "a key has " + key.length + " bytes, not 16");
    }
    byte[] triple = Arrays.copyOf(key, 24);
    System.arraycopy(key, 0, triple, DOUBLE_LENGTH, BLOCK);
    left = new SecretKeySpec(key, 0, BLOCK, "DES");
    right = new SecretKeySpec(key, BLOCK, BLOCK, "DES");
    whole = new SecretKeySpec(triple, "DESede");
  }

  /** The key of these 32 hexadecimal digits. */
  public static Tdes ofHex(String hex) {
    if (!hex.matches("[0-9A-Fa-f]{32}")) {
      throw new HostException("OP-1988", "a key is not 32 hexadecimal digits");
    }
    return new Tdes(HexFormat.of().parseHex(hex));
  }

  /** A new key of odd parity. */
  public static Tdes random() {
    byte[] key = new byte[DOUBLE_LENGTH];
    RANDOM.nextBytes(key);
    for (int i = 0; i < key.length; i++) {
      int even = key[i] & 0xFE;
      key[i] = (byte) (even | (Integer.bitCount(even) % 2 == 0 ? 1 : 0));
    }
    return new Tdes(key);
  }

  /** The first four bytes of eight zero bytes encrypted, as 8 hexadecimal digits. */
  public String checkValue() {
    byte[] encrypted = run(Cipher.ENCRYPT_MODE, whole, null, new byte[BLOCK]);
    return HexFormat.of().withUpperCase().formatHex(encrypted, 0, 4);
  }

  /** 32 bytes that only who has this key can make, another for each purpose. */
  public byte[] secret(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(whole.getEncoded(), "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new HostException("OP-1988", "this JDK cannot hash", e);
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(whole.getEncoded(), DOUBLE_LENGTH);
  }

  byte[] encrypt(byte[] blocks) {
    return run(Cipher.ENCRYPT_MODE, whole, null, blocks);
  }

  byte[] decrypt(byte[] blocks) {
    return run(Cipher.DECRYPT_MODE, whole, null, blocks);
  }

  byte[] encryptChained(byte[] vector, byte[] blocks) {
    return run(Cipher.ENCRYPT_MODE, whole, vector, blocks);
  }

  byte[] decryptChained(byte[] vector, byte[] blocks) {
    return run(Cipher.DECRYPT_MODE, whole, vector, blocks);
  }

  /** The last block of single DES under the left half, chained from zero. */
  byte[] lastBlockUnderLeft(byte[] blocks) {
    byte[] chained = run(Cipher.ENCRYPT_MODE, left, new byte[BLOCK], blocks);
    return Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length);
  }

  byte[] encryptUnderLeft(byte[] block) {
    return run(Cipher.ENCRYPT_MODE, left, null, block);
  }

  byte[] decryptUnderRight(byte[] block) {
    return run(Cipher.DECRYPT_MODE, right, null, block);
  }

  // DES and ECB are what the dialect is made of
  @SuppressWarnings("InsecureCryptoUsage")
  private static byte[] run(int mode, SecretKeySpec key, byte[] vector, byte[] blocks) {
    try {
      Cipher cipher =
          Cipher.getInstance(
              key.getAlgorithm() + (vector == null ? "/ECB/NoPadding" : "/CBC/NoPadding"));
      if (vector == null) {
        cipher.init(mode, key);
      } else {
        cipher.init(mode, key, new IvParameterSpec(vector));
      }
      return cipher.doFinal(blocks);
    } catch (GeneralSecurityException e) {
      throw new HostException("OP-1988", "this JDK cannot " + key.getAlgorithm(), e);
    }
  }
}
