package org.openprepaid.key.cipher;

import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/**
 * Authenticated encryption, chosen by the algorithm of the key. Either cipher puts a random nonce
 * of 12 bytes before the encrypted text and a tag of 16 bytes after it.
 */
public enum Aead {
  AES_GCM,
  SM4_GCM;

  /**
   * The cipher for a key, by its {@link SecretKey#getAlgorithm()}.
   *
   * @throws IllegalArgumentException if that is neither {@code AES} nor {@code SM4}
   */
  public static Aead of(SecretKey key) {
    return switch (key.getAlgorithm()) {
      case "AES" -> AES_GCM;
      case "SM4" -> SM4_GCM;
      default -> throw new IllegalArgumentException("no cipher that seals for this algorithm");
    };
  }

  /**
   * Leaves the first {@code offset} bytes of the result free, then nonce, encrypted text and tag.
   *
   * @param associated authenticated, not encrypted
   */
  public byte[] encrypt(SecretKey key, byte[] associated, byte[] clear, int offset) {
    return switch (this) {
      case AES_GCM -> AesGcm.encrypt(key, associated, clear, offset);
      case SM4_GCM -> Sm4Gcm.encrypt(key, associated, clear, offset);
    };
  }

  /**
   * Opens what {@link #encrypt} made, from {@code offset} on.
   *
   * @throws AEADBadTagException if any bit of it, of the associated data or of the key differs
   */
  public byte[] decrypt(SecretKey key, byte[] associated, byte[] sealed, int offset)
      throws AEADBadTagException {
    return switch (this) {
      case AES_GCM -> AesGcm.decrypt(key, associated, sealed, offset);
      case SM4_GCM -> Sm4Gcm.decrypt(key, associated, sealed, offset);
    };
  }
}
