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
  /** Triple-length triple DES: 24 bytes. */
  TDES_3KEY('T', 24),
  /** AES with a 16-byte key. */
  AES_128('A', 16),
  /** AES with a 24-byte key. */
  AES_192('A', 24),
  /** AES with a 32-byte key. */
  AES_256('A', 32),
  /** HMAC over SHA-256 with a 32-byte key. */
  HMAC_SHA256('H', 32),
  /** SM4 (GB/T 32907) with a 16-byte key; X9.143 leaves digits to private use. */
  SM4('4', 16),
  /** HMAC over SM3 (GB/T 32905) with a 32-byte key. */
  HMAC_SM3('3', 32);

  private final char code;
  private final int keyBytes;

  KeyAlgorithm(char code, int keyBytes) {
    this.code = code;
    this.keyBytes = keyBytes;
  }

  /** Its letter in a key block's header (ANSI X9.143, table of algorithms). */
  public char code() {
    return code;
  }

  /** Length of a clear key in bytes. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Whether keys of this kind carry odd parity in the low bit of each byte. */
  public boolean hasParity() {
    return this == DES || this == TDES_2KEY || this == TDES_3KEY;
  }

  /** Whether it is AES of any length. */
  public boolean isAes() {
    return code == 'A';
  }

  /** Whether keys of this kind have a cipher of 16-byte blocks: AES and SM4. */
  public boolean hasWideBlocks() {
    return isAes() || this == SM4;
  }

  /**
   * The algorithm of a key that came in a block from elsewhere.
   *
   * @throws KeyException {@link KeyFault#ALGORITHM_REFUSED} if the platform has none such
   */
  static KeyAlgorithm of(char code, int keyBytes) {
    for (KeyAlgorithm algorithm : values()) {
      if (algorithm.code == code && algorithm.keyBytes == keyBytes) {
        return algorithm;
      }
    }
    // a single DES key is told as T by many a partner
    if (code == 'T' && keyBytes == DES.keyBytes) {
      return DES;
    }
    throw new KeyException(KeyFault.ALGORITHM_REFUSED, code + " with " + keyBytes + " bytes");
  }
}
