package org.openprepaid.key.cipher;

import java.security.DrbgParameters;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import org.openprepaid.key.KeyException;
import org.openprepaid.key.KeyFault;

/**
 * Random bytes from a NIST SP 800-90A generator of 256-bit strength, without a lock that threads
 * share.
 */
public final class SecureBytes {
  /**
   * One call of the generator costs far more than a nonce's 12 bytes do, so it is asked for many at
   * once.
   */
  private static final int STOCK_BYTES = 1_536;

  private static final Spares<SecureBytes> SPARES = new Spares<>(SecureBytes::new);

  private final SecureRandom random;
  private final byte[] stock = new byte[STOCK_BYTES];
  private int used = STOCK_BYTES;

  private SecureBytes() {
    try {
      random =
          SecureRandom.getInstance(
              "DRBG",
              DrbgParameters.instantiation(256, DrbgParameters.Capability.RESEED_ONLY, null));
    } catch (NoSuchAlgorithmException e) {
      throw new KeyException(KeyFault.CIPHER_FAILED, "no DRBG", e);
    }
  }

  /** Fills part of an array. For keys and nonces alike: what was given is forgotten here. */
  public static void fill(byte[] target, int offset, int length) {
    SecureBytes source = SPARES.take();
    source.give(target, offset, length);
    SPARES.giveBack(source);
  }

  private void give(byte[] target, int offset, int length) {
    if (length > STOCK_BYTES - used) {
      random.nextBytes(stock);
      used = 0;
    }
    System.arraycopy(stock, used, target, offset, length);
    Arrays.fill(stock, used, used + length, (byte) 0);
    used += length;
  }
}
