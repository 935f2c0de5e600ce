package org.openprepaid.key;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.params.DESParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What is done to clear key bytes: made, combined, given parity, checked. Callers wipe what they
 * get.
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
        throw new KeyException(
            KeyFault.COMPONENTS_REFUSED, "each must have " + key.length + " bytes");
      }
      for (int i = 0; i < key.length; i++) {
        key[i] ^= component[i];
      }
    }
    adjustParity(algorithm, key);
    if (isWeak(algorithm, key)) {
      Arrays.fill(key, (byte) 0);
      throw new KeyException(KeyFault.COMPONENTS_REFUSED, "together they make a weak key");
    }
    return key;
  }

  static byte[] kcv(KeyAlgorithm algorithm, byte[] key) {
    byte[] check =
        switch (algorithm) {
          case DES, TDES_2KEY -> desCheck(key);
          case AES_256 -> cmacOfZeros(key);
          case HMAC_SHA256 -> new KeyedHash(key).of(new byte[0]);
        };
    return Arrays.copyOf(check, KCV_BYTES);
  }

  private static byte[] desCheck(byte[] key) {
    DesKey scheduled = DesKey.forEncryption(key);
    byte[] check = scheduled.blocks(new byte[DesKey.BLOCK_BYTES]);
    scheduled.wipe();
    return check;
  }

  private static byte[] cmacOfZeros(byte[] key) {
    CMac cmac = new CMac(AESEngine.newInstance());
    cmac.init(new KeyParameter(key));
    byte[] zeros = new byte[16];
    cmac.update(zeros, 0, zeros.length);
    byte[] check = new byte[16];
    cmac.doFinal(check, 0);
    return check;
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

  private static boolean isWeak(KeyAlgorithm algorithm, byte[] key) {
    return switch (algorithm) {
      case DES -> DESParameters.isWeakKey(key, 0);
      case TDES_2KEY ->
          DESParameters.isWeakKey(key, 0)
              || DESParameters.isWeakKey(key, 8)
              // two equal halves are single DES in disguise
              || Arrays.equals(key, 0, 8, key, 8, 16);
      case AES_256, HMAC_SHA256 -> Arrays.equals(key, new byte[key.length]);
    };
  }
}
