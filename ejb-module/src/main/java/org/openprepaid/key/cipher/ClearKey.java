package org.openprepaid.key.cipher;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A clear symmetric key for the Java ciphers that can be wiped, which the platform's own cannot.
 */
public final class ClearKey implements SecretKey, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte[] bytes;

  /** Takes the array over: it is wiped with the key. */
  public ClearKey(String algorithm, byte[] bytes) {
    this.algorithm = algorithm;
    this.bytes = bytes;
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    return bytes.clone();
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public void destroy() {
    close();
  }

  @Override
  public String toString() {
    return "ClearKey[" + algorithm + "]";
  }
}
