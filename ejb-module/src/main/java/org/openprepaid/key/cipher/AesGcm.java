package org.openprepaid.key.cipher;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * AES in Galois/Counter Mode (NIST SP 800-38D) with a random 96-bit nonce and a 128-bit tag. One
 * key may encrypt 2^32 times with random nonces (section 8.3 there); who encrypts more often
 * derives keys.
 */
public final class AesGcm {
  public static final int NONCE_BYTES = 12;
  public static final int TAG_BYTES = 16;

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final Spares<Cipher> CIPHERS = new Spares<>(AesGcm::cipher);

  private AesGcm() {}

  /**
   * Leaves the first {@code offset} bytes of the result free, then nonce, encrypted text and tag.
   *
   * @param associated authenticated, not encrypted
   */
  public static byte[] encrypt(SecretKey key, byte[] associated, byte[] clear, int offset) {
    byte[] result = new byte[offset + NONCE_BYTES + clear.length + TAG_BYTES];
    SecureBytes.fill(result, offset, NONCE_BYTES);
    Cipher cipher = CIPHERS.take();
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonceAt(result, offset));
      cipher.updateAAD(associated);
      cipher.doFinal(clear, 0, clear.length, result, offset + NONCE_BYTES);
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "AES-GCM encryption", e);
    }
    CIPHERS.giveBack(cipher);
    return result;
  }

  /**
   * Opens what {@link #encrypt} made, from {@code offset} on.
   *
   * @throws AEADBadTagException if any bit of it, of the associated data or of the key differs
   */
  public static byte[] decrypt(SecretKey key, byte[] associated, byte[] sealed, int offset)
      throws AEADBadTagException {
    int start = offset + NONCE_BYTES;
    if (sealed.length < start + TAG_BYTES) {
      throw new AEADBadTagException("too short");
    }
    Cipher cipher = CIPHERS.take();
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonceAt(sealed, offset));
      cipher.updateAAD(associated);
      byte[] clear = cipher.doFinal(sealed, start, sealed.length - start);
      CIPHERS.giveBack(cipher);
      return clear;
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "AES-GCM decryption", e);
    }
  }

  private static GCMParameterSpec nonceAt(byte[] bytes, int offset) {
    return new GCMParameterSpec(TAG_BYTES * Byte.SIZE, bytes, offset, NONCE_BYTES);
  }

  private static Cipher cipher() {
    try {
      return Cipher.getInstance(TRANSFORMATION);
    } catch (GeneralSecurityException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "no " + TRANSFORMATION, e);
    }
  }
}
