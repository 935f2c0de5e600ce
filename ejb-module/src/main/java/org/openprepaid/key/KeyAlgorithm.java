package org.openprepaid.key;

/** What a key is made of: its cipher and its length. */
public enum KeyAlgorithm {
  /**
   * Single-length DES: 8 bytes, 56 of its bits effective. Only because terminals of the CUP profile
   * still ask for it.
   */
  DES('D', 8),
  /** Double-length triple DES (K1, K2, K1): 16 bytes. */
  TDES_2KEY('T', 16),
  /** AES with a 32-byte key. */
  AES_256('A', 32),
  /** HMAC over SHA-256 with a 32-byte key. */
  HMAC_SHA256('H', 32);

  private final char code;
  private final int keyBytes;

  KeyAlgorithm(char code, int keyBytes) {
    this.code = code;
    this.keyBytes = keyBytes;
  }

  /** Its letter in a key block's header; the letters are those of ANSI X9.143 (TR-31). */
  public char code() {
    return code;
  }

  /** Length of a clear key in bytes. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Whether keys of this kind carry odd parity in the low bit of each byte. */
  public boolean hasParity() {
    return this == DES || this == TDES_2KEY;
  }

  static KeyAlgorithm ofCode(char code) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.code == code) {
        return algorithm;
      }
    }
    throw new KeyException(KeyFault.BLOCK_MALFORMED, "unknown algorithm");
  }
}
