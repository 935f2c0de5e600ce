package org.openprepaid.key.block;

import java.util.Arrays;

/**
 * The two keys of a block, derived from its protection key and wiped after it: one encrypts the key
 * field, the other makes the MAC.
 *
 * <p>The derivation (ANSI X9.143:2021, section 7.2; a key derivation in counter mode as of NIST SP
 * 800-108) joins the CMACs of as many inputs as the key needs. An input has eight bytes: counter
 * from 1, purpose (two bytes), zero, algorithm (two), length in bits (two).
 */
final class BlockKeys implements AutoCloseable {
  static final int FOR_ENCRYPTION = 0x0000;
  static final int FOR_MAC = 0x0001;

  private final BlockVersion version;
  private final byte[] encryption;
  private final byte[] authentication;

  private BlockKeys(ProtectionAlgorithm algorithm) {
    version = algorithm.version();
    encryption = new byte[algorithm.keyBytes()];
    authentication = new byte[algorithm.keyBytes()];
  }

  /**
   * Derives both.
   *
   * @throws org.openprepaid.key.KeyException if the protection key cannot be used
   */
  static BlockKeys of(ProtectionKey kbpk) {
    BlockKeys keys = new BlockKeys(kbpk.algorithm());
    try {
      derive(kbpk, FOR_ENCRYPTION, keys.encryption);
      derive(kbpk, FOR_MAC, keys.authentication);
      return keys;
    } catch (RuntimeException e) {
      keys.close();
      throw e;
    }
  }

  static void derive(ProtectionKey kbpk, int purpose, byte[] key) {
    int code = kbpk.algorithm().derivationCode();
    int step = kbpk.algorithm().version().blockBytes();
    int bits = key.length * Byte.SIZE;
    for (int done = 0; done < key.length; done += step) {
      byte[] input = {
        (byte) (done / step + 1),
        (byte) (purpose >>> 8),
        (byte) purpose,
        0,
        (byte) (code >>> 8),
        (byte) code,
        (byte) (bits >>> 8),
        (byte) bits
      };
      byte[] part = kbpk.cmac(input);
      System.arraycopy(part, 0, key, done, Math.min(step, key.length - done));
      Arrays.fill(part, (byte) 0);
    }
  }

  byte[] mac(byte[] header, byte[] clearField) {
    return version.cmac(authentication, header, clearField);
  }

  byte[] encrypt(byte[] mac, byte[] clearField) {
    return version.encrypt(encryption, mac, clearField);
  }

  byte[] decrypt(byte[] mac, byte[] encryptedField) {
    return version.decrypt(encryption, mac, encryptedField);
  }

  @Override
  public void close() {
    Arrays.fill(encryption, (byte) 0);
    Arrays.fill(authentication, (byte) 0);
  }
}
