package org.openprepaid.key;

import static org.openprepaid.key.Institution.hex;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The terminal's side, made anew: ciphers by their JCA providers, PIN blocks step by step as ISO
 * 9564-1:2017, 9.3 and 9.4 have them.
 */
final class PinPad {
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  /** Filler need not be secret here. */
  private static final Random RANDOM = new Random(9564);

  private PinPad() {}

  static byte[] encrypt(KeyAlgorithm algorithm, byte[] key, byte[] data) {
    return ecb(Cipher.ENCRYPT_MODE, algorithm, key, data);
  }

  static byte[] decrypt(KeyAlgorithm algorithm, byte[] key, byte[] data) {
    return ecb(Cipher.DECRYPT_MODE, algorithm, key, data);
  }

  private static byte[] ecb(int mode, KeyAlgorithm algorithm, byte[] key, byte[] data) {
    byte[] full = key;
    String name =
        switch (algorithm) {
          case DES -> "DES";
          case TDES_2KEY, TDES_3KEY -> "DESede";
          case AES_128, AES_192, AES_256 -> "AES";
          case SM4 -> "SM4";
          default -> throw new IllegalArgumentException(algorithm.name());
        };
    if (algorithm == KeyAlgorithm.TDES_2KEY) {
      full = Arrays.copyOf(key, 24);
      System.arraycopy(key, 0, full, 16, 8);
    }
    try {
      String transformation = name + "/ECB/NoPadding";
      Cipher cipher =
          algorithm == KeyAlgorithm.SM4
              ? Cipher.getInstance(transformation, BOUNCY_CASTLE)
              : Cipher.getInstance(transformation);
      cipher.init(mode, new SecretKeySpec(full, name));
      return cipher.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An encrypted PIN block. */
  static byte[] block(
      PinFormat format, KeyAlgorithm algorithm, byte[] key, String pin, String pan) {
    byte[] field = field(format, pin);
    if (format == PinFormat.ISO_4) {
      byte[] once = encrypt(algorithm, key, field);
      return encrypt(algorithm, key, xor(once, extendedAccountField(pan)));
    }
    byte[] clear = format == PinFormat.ISO_1 ? field : xor(field, accountField(pan));
    return encrypt(algorithm, key, clear);
  }

  /** The PIN field in a block, hexadecimal, with its filler. */
  static String opened(
      PinFormat format, KeyAlgorithm algorithm, byte[] key, byte[] block, String pan) {
    byte[] clear = decrypt(algorithm, key, block);
    return hex(
        switch (format) {
          case ISO_1 -> clear;
          case ISO_0, ISO_3 -> xor(clear, accountField(pan));
          case ISO_4 -> decrypt(algorithm, key, xor(clear, extendedAccountField(pan)));
        });
  }

  private static byte[] field(PinFormat format, String pin) {
    StringBuilder field = new StringBuilder();
    field.append(format.name().charAt(4)).append(Integer.toHexString(pin.length())).append(pin);
    while (field.length() < 16) {
      field.append(
          switch (format) {
            case ISO_0 -> 'F';
            case ISO_1 -> Character.forDigit(RANDOM.nextInt(16), 16);
            case ISO_3 -> Character.forDigit(10 + RANDOM.nextInt(6), 16);
            case ISO_4 -> 'A';
          });
    }
    while (format == PinFormat.ISO_4 && field.length() < 32) {
      field.append(Character.forDigit(RANDOM.nextInt(16), 16));
    }
    return hex(field.toString());
  }

  /** Four zeros and the twelve digits before the check digit. */
  static byte[] accountField(String pan) {
    String padded = "0".repeat(12) + pan.substring(0, pan.length() - 1);
    return hex("0000" + padded.substring(padded.length() - 12));
  }

  /** How many digits beyond twelve, all of them, zeros. */
  private static byte[] extendedAccountField(String pan) {
    String digits = (pan.length() - 12) + pan;
    return hex(digits + "0".repeat(32 - digits.length()));
  }

  static byte[] xor(byte[] left, byte[] right) {
    byte[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= right[i];
    }
    return sum;
  }
}
