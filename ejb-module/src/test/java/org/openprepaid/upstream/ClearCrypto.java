package org.openprepaid.upstream;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** What the host at the other end computes, with nothing but the platform's own DES. */
final class ClearCrypto {
  private static final int BLOCK = 8;

  private ClearCrypto() {}

  static byte[] decrypted(byte[] doubleLengthKey, byte[] block) {
    return tripleDes(Cipher.DECRYPT_MODE, doubleLengthKey, block);
  }

  static byte[] encrypted(byte[] doubleLengthKey, byte[] block) {
    return tripleDes(Cipher.ENCRYPT_MODE, doubleLengthKey, block);
  }

  /** ISO 9564 format 0, in clear. */
  static byte[] pinBlock(String pin, String pan) {
    String left = "0" + Integer.toHexString(pin.length()) + pin + "F".repeat(14 - pin.length());
    String right = "0000" + pan.substring(pan.length() - 13, pan.length() - 1);
    byte[] block = new byte[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      int at = 2 * i;
      block[i] =
          (byte)
              (Integer.parseInt(left.substring(at, at + 2), 16)
                  ^ Integer.parseInt(right.substring(at, at + 2), 16));
    }
    return block;
  }

  /** ANSI X9.19 (ISO 9797-1 algorithm 3, padding 1). */
  static byte[] retailMac(byte[] doubleLengthKey, byte[] covered) {
    int blocks = Math.max(1, (covered.length + BLOCK - 1) / BLOCK);
    byte[] chained =
        des(
            Cipher.ENCRYPT_MODE,
            "DES/CBC/NoPadding",
            Arrays.copyOf(doubleLengthKey, BLOCK),
            Arrays.copyOf(covered, blocks * BLOCK));
    byte[] last = Arrays.copyOfRange(chained, chained.length - BLOCK, chained.length);
    byte[] right = Arrays.copyOfRange(doubleLengthKey, BLOCK, 2 * BLOCK);
    byte[] opened = des(Cipher.DECRYPT_MODE, "DES/ECB/NoPadding", right, last);
    byte[] left = Arrays.copyOf(doubleLengthKey, BLOCK);
    return des(Cipher.ENCRYPT_MODE, "DES/ECB/NoPadding", left, opened);
  }

  private static byte[] tripleDes(int mode, byte[] key, byte[] block) {
    byte[] k1k2k1 = Arrays.copyOf(key, 3 * BLOCK);
    System.arraycopy(key, 0, k1k2k1, 2 * BLOCK, BLOCK);
    return run(mode, "DESede/ECB/NoPadding", new SecretKeySpec(k1k2k1, "DESede"), block);
  }

  private static byte[] des(int mode, String transformation, byte[] key, byte[] data) {
    return run(mode, transformation, new SecretKeySpec(key, "DES"), data);
  }

  private static byte[] run(int mode, String transformation, SecretKeySpec key, byte[] data) {
    try {
      Cipher cipher = Cipher.getInstance(transformation);
      if (transformation.contains("CBC")) {
        cipher.init(mode, key, new IvParameterSpec(new byte[BLOCK]));
      } else {
        cipher.init(mode, key);
      }
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(transformation, e);
    }
  }
}
