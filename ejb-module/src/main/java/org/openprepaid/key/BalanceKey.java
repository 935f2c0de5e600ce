package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.openprepaid.key.cipher.Aead;
import org.openprepaid.key.cipher.ClearKey;
import org.openprepaid.key.cipher.KeyedHash;

/**
 * The key under which balances are sealed. Each account has a key of its own, derived from it: a
 * busy institution would seal more often than the 2^32 times that one GCM key with random nonces
 * may be used (two weeks at 4,000 purchases a second), while an account never comes near.
 */
final class BalanceKey {
  private static final byte[] LABEL = "balance".getBytes(StandardCharsets.US_ASCII);

  private final KeyedHash derivation;
  private final String algorithm;
  private final int keyBytes;

  /**
   * @param key remains the caller's to wipe
   */
  BalanceKey(KeyAlgorithm algorithm, byte[] key) {
    boolean sm4 = algorithm == KeyAlgorithm.SM4;
    this.algorithm = sm4 ? "SM4" : "AES";
    this.keyBytes = algorithm.keyBytes();
    derivation = sm4 ? KeyedHash.sm3(key) : KeyedHash.sha256(key);
  }

  byte[] encrypt(long accountId, byte[] associated, byte[] clear, int offset) {
    try (ClearKey key = of(accountId)) {
      return Aead.of(key).encrypt(key, associated, clear, offset);
    }
  }

  byte[] decrypt(long accountId, byte[] associated, byte[] sealed, int offset)
      throws AEADBadTagException {
    try (ClearKey key = of(accountId)) {
      return Aead.of(key).decrypt(key, associated, sealed, offset);
    }
  }

  /** NIST SP 800-108, counter mode with HMAC, one round: its first bytes are the account's key. */
  private ClearKey of(long accountId) {
    ByteBuffer input = ByteBuffer.allocate(Integer.BYTES + LABEL.length + 1 + Long.BYTES + 4);
    input.putInt(1).put(LABEL).put((byte) 0).putLong(accountId).putInt(keyBytes * Byte.SIZE);
    byte[] derived = derivation.of(input.array());
    if (derived.length == keyBytes) {
      return new ClearKey(algorithm, derived);
    }
    byte[] key = Arrays.copyOf(derived, keyBytes);
    Arrays.fill(derived, (byte) 0);
    return new ClearKey(algorithm, key);
  }
}
