package org.openprepaid.key;

import javax.crypto.AEADBadTagException;
import org.openprepaid.key.cipher.Aead;
import org.openprepaid.key.cipher.ClearKey;

/** A key under which stored data are sealed, and the cipher it is for: AES-GCM or SM4-GCM. */
final class SealingKey {
  private final ClearKey key;
  private final Aead cipher;

  /**
   * @param clear remains the caller's to wipe
   */
  SealingKey(KeyAlgorithm algorithm, byte[] clear) {
    key = new ClearKey(algorithm == KeyAlgorithm.SM4 ? "SM4" : "AES", clear.clone());
    cipher = Aead.of(key);
  }

  byte[] encrypt(byte[] associated, byte[] clear, int offset) {
    return cipher.encrypt(key, associated, clear, offset);
  }

  byte[] decrypt(byte[] associated, byte[] sealed, int offset) throws AEADBadTagException {
    return cipher.decrypt(key, associated, sealed, offset);
  }
}
