package org.openprepaid.key;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** HMAC-SHA256 (RFC 2104) under one key, by many threads. */
final class KeyedHash {
  static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Spares<Mac> macs;

  /** Copies what it needs: the key may be wiped afterwards. */
  KeyedHash(byte[] key) {
    Mac ready = ready(key);
    macs = new Spares<>(() -> copyOf(ready));
  }

  byte[] of(byte[] data) {
    Mac mac = macs.take();
    byte[] hash = mac.doFinal(data);
    macs.giveBack(mac);
    return hash;
  }

  private static Mac ready(byte[] key) {
    try (ClearKey secret = new ClearKey(ALGORITHM, key.clone())) {
      return initialised(secret);
    }
  }

  private static Mac initialised(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "no " + ALGORITHM, e);
    }
  }

  private static Mac copyOf(Mac ready) {
    try {
      return (Mac) ready.clone();
    } catch (CloneNotSupportedException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, ALGORITHM + " cannot be copied", e);
    }
  }
}
