package org.openprepaid.key.cipher;

import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.modes.gcm.BasicGCMMultiplier;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * SM4 in Galois/Counter Mode (RFC 8998 section 3.1, NIST SP 800-38D), in the shape and with the
 * bounds of {@link AesGcm}: a random 96-bit nonce, a 128-bit tag, 2^32 encryptions a key.
 */
public final class Sm4Gcm {
  private Sm4Gcm() {}

  /**
   * Leaves the first {@code offset} bytes of the result free, then nonce, encrypted text and tag.
   *
   * @param associated authenticated, not encrypted
   */
  public static byte[] encrypt(SecretKey key, byte[] associated, byte[] clear, int offset) {
    int start = offset + AesGcm.NONCE_BYTES;
    byte[] result = new byte[start + clear.length + AesGcm.TAG_BYTES];
    SecureBytes.fill(result, offset, AesGcm.NONCE_BYTES);
    GCMModeCipher cipher = cipher(true, key, associated, result, offset);
    try {
      int done = cipher.processBytes(clear, 0, clear.length, result, start);
      cipher.doFinal(result, start + done);
    } catch (InvalidCipherTextException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "SM4-GCM encryption", e);
    }
    return result;
  }

  /**
   * Opens what {@link #encrypt} made, from {@code offset} on.
   *
   * @throws AEADBadTagException if any bit of it, of the associated data or of the key differs
   */
  public static byte[] decrypt(SecretKey key, byte[] associated, byte[] sealed, int offset)
      throws AEADBadTagException {
    int start = offset + AesGcm.NONCE_BYTES;
    int length = sealed.length - start - AesGcm.TAG_BYTES;
    if (length < 0) {
      throw new AEADBadTagException("too short");
    }
    byte[] clear = new byte[length];
    GCMModeCipher cipher = cipher(false, key, associated, sealed, offset);
    try {
      int done = cipher.processBytes(sealed, start, sealed.length - start, clear, 0);
      cipher.doFinal(clear, done);
      return clear;
    } catch (InvalidCipherTextException e) {
      // what is there already was never authentic
      Arrays.fill(clear, (byte) 0);
      throw new AEADBadTagException("tag mismatch");
    }
  }

  /**
   * A new cipher each time, so that no key stays behind in it. Its multiplier works without tables:
   * for the tens of bytes of a sealed value they cost more than they save.
   */
  private static GCMModeCipher cipher(
      boolean encrypt, SecretKey key, byte[] associated, byte[] bytes, int offset) {
    byte[] nonce = Arrays.copyOfRange(bytes, offset, offset + AesGcm.NONCE_BYTES);
    byte[] clearKey = key.getEncoded();
    KeyParameter parameter = new KeyParameter(clearKey);
    try {
      GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine(), new BasicGCMMultiplier());
      int tagBits = AesGcm.TAG_BYTES * Byte.SIZE;
      cipher.init(encrypt, new AEADParameters(parameter, tagBits, nonce, associated));
      return cipher;
    } finally {
      Arrays.fill(clearKey, (byte) 0);
      Arrays.fill(parameter.getKey(), (byte) 0);
    }
  }
}
