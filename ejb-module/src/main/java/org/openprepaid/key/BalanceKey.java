package org.openprepaid.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The key under which balances are sealed. Each account has a key of its own, derived from it: a
 * busy institution would seal more often than the 2^32 times that one AES-GCM key with random
 * nonces may be used (two weeks at 4,000 purchases a second), while an account never comes near.
 */
final class BalanceKey {
  private static final byte[] LABEL = "balance".getBytes(StandardCharsets.US_ASCII);
  private static final int DERIVED_BITS = 256;

  private final KeyedHash derivation;

  BalanceKey(byte[] key) {
    derivation = new KeyedHash(key);
  }

  /**
   * The account's key: NIST SP 800-108, counter mode with HMAC-SHA256, one round. The caller closes
   * it.
   */
  ClearKey of(long accountId) {
    ByteBuffer input = ByteBuffer.allocate(Integer.BYTES + LABEL.length + 1 + Long.BYTES + 4);
    input.putInt(1).put(LABEL).put((byte) 0).putLong(accountId).putInt(DERIVED_BITS);
    return new ClearKey("AES", derivation.of(input.array()));
  }
}
