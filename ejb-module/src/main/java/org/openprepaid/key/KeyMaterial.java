package org.openprepaid.key;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.params.DESParameters;
import org.openprepaid.key.cipher.AesKey;
import org.openprepaid.key.cipher.BlockKey;
import org.openprepaid.key.cipher.Cmac;
import org.openprepaid.key.cipher.DesKey;
import org.openprepaid.key.cipher.KeyedHash;
import org.openprepaid.key.cipher.SecureBytes;
import org.openprepaid.key.cipher.Sm4Key;

/**
 * What is done to clear key bytes: made, combined, given parity, checked, scheduled. Callers wipe
 * what they get.
 */
final class KeyMaterial {
  static final int KCV_BYTES = 4;

  private static final int MAX_COMPONENTS = 3;

  private KeyMaterial() {}

  static byte[] random(KeyAlgorithm algorithm) {
    byte[] key = new byte[algorithm.keyBytes()];
    do {
      SecureBytes.fill(key, 0, key.length);
      adjustParity(algorithm, key);
    } while (isWeak(algorithm, key));
    return key;
  }

  static byte[] combined(KeyAlgorithm algorithm, List<byte[]> components) {
    if (components.isEmpty() || components.size() > MAX_COMPONENTS) {
      throw new KeyException(KeyFault.COMPONENTS_REFUSED, "one to three are wanted");
    }
    byte[] key = new byte[algorithm.keyBytes()];
    for (byte[] component : components) {
      if (component.length != key.length) {
        Arrays.fill(key, (byte) 0);
        throw wrongLength(key.length);
      }
      xor(key, component);
    }
    adjustParity(algorithm, key);
    if (isWeak(algorithm, key)) {
      Arrays.fill(key, (byte) 0);
      throw new KeyException(KeyFault.COMPONENTS_REFUSED, "together they make a weak key");
    }
    return key;
  }

  /** Components whose XOR is the key up to parity, each in odd parity for the DES family. */
  static List<byte[]> split(KeyAlgorithm algorithm, byte[] key, int parts) {
    byte[][] components = new byte[parts][];
    byte[] last = key.clone();
    for (int i = 0; i < parts - 1; i++) {
      components[i] = random(algorithm);
      xor(last, components[i]);
    }
    adjustParity(algorithm, last);
    components[parts - 1] = last;
    return List.of(components);
  }

  /**
   * @throws KeyException {@link KeyFault#COMPONENTS_REFUSED} or {@link KeyFault#PARITY_WRONG}
   */
  static void requireComponent(KeyAlgorithm algorithm, byte[] component) {
    if (component.length != algorithm.keyBytes()) {
      throw wrongLength(algorithm.keyBytes());
    }
    if (!hasRightParity(algorithm, component)) {
      throw new KeyException(KeyFault.PARITY_WRONG, "a byte of the component");
    }
  }

  static KeyException wrongLength(int bytes) {
    return new KeyException(KeyFault.COMPONENTS_REFUSED, "each must have " + bytes + " bytes");
  }

  private static void xor(byte[] into, byte[] other) {
    for (int i = 0; i < into.length; i++) {
      into[i] ^= other[i];
    }
  }

  static byte[] kcv(KeyAlgorithm algorithm, byte[] key) {
    byte[] check =
        switch (algorithm) {
          case AES_128, AES_192, AES_256 -> cmacOfZeros(key);
          case HMAC_SHA256, HMAC_SM3 -> hash(algorithm, key).of(new byte[0]);
          default -> encryptedZeros(algorithm, key);
        };
    return Arrays.copyOf(check, KCV_BYTES);
  }

  private static byte[] encryptedZeros(KeyAlgorithm algorithm, byte[] key) {
    BlockKey scheduled = forEncryption(algorithm, key);
    byte[] check = scheduled.blocks(new byte[scheduled.blockBytes()]);
    scheduled.wipe();
    return check;
  }

  private static byte[] cmacOfZeros(byte[] key) {
    AesKey scheduled = AesKey.forEncryption(key);
    byte[] check = new Cmac(scheduled).of(new byte[AesKey.BLOCK_BYTES]);
    scheduled.wipe();
    return check;
  }

  static BlockKey forEncryption(KeyAlgorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case DES, TDES_2KEY, TDES_3KEY -> DesKey.forEncryption(key);
      case AES_128, AES_192, AES_256 -> AesKey.forEncryption(key);
      case SM4 -> Sm4Key.forEncryption(key);
      default -> throw new IllegalArgumentException(algorithm + " is no block cipher");
    };
  }

  static BlockKey forDecryption(KeyAlgorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case DES, TDES_2KEY, TDES_3KEY -> DesKey.forDecryption(key);
      case AES_128, AES_192, AES_256 -> AesKey.forDecryption(key);
      case SM4 -> Sm4Key.forDecryption(key);
      default -> throw new IllegalArgumentException(algorithm + " is no block cipher");
    };
  }

  static KeyedHash hash(KeyAlgorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case HMAC_SHA256 -> KeyedHash.sha256(key);
      case HMAC_SM3 -> KeyedHash.sm3(key);
      default -> throw new IllegalArgumentException(algorithm + " is no keyed hash");
    };
  }

  static boolean hasRightParity(KeyAlgorithm algorithm, byte[] key) {
    boolean right = true;
    if (algorithm.hasParity()) {
      for (byte b : key) {
        right &= Integer.bitCount(b & 0xFF) % 2 == 1;
      }
    }
    return right;
  }

  private static void adjustParity(KeyAlgorithm algorithm, byte[] key) {
    if (!algorithm.hasParity()) {
      return;
    }
    for (int i = 0; i < key.length; i++) {
      int upper = key[i] & 0xFE;
      key[i] = (byte) (upper | (Integer.bitCount(upper) + 1) % 2);
    }
  }

  static boolean isWeak(KeyAlgorithm algorithm, byte[] key) {
    if (!algorithm.hasParity()) {
      return Arrays.equals(key, new byte[key.length]);
    }
    boolean weak = false;
    for (int part = 0; part < key.length; part += DesKey.BLOCK_BYTES) {
      weak |= DESParameters.isWeakKey(key, part);
      // two equal neighbours are single DES in disguise
      weak |= part > 0 && Arrays.equals(key, part - 8, part, key, part, part + 8);
    }
    return weak;
  }
}
