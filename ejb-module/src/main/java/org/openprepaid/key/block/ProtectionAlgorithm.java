package org.openprepaid.key.block;

/**
 * What a key block protection key is made of. It decides the version of the block and the kind of
 * the keys derived for it, which have the same cipher and length.
 */
public enum ProtectionAlgorithm {
  /** Double-length triple DES: 16 bytes. */
  TDES_2KEY(BlockVersion.B, 16, 0),
  /** Triple-length triple DES: 24 bytes. */
  TDES_3KEY(BlockVersion.B, 24, 1),
  /** AES with a 16-byte key. */
  AES_128(BlockVersion.D, 16, 2),
  /** AES with a 24-byte key. */
  AES_192(BlockVersion.D, 24, 3),
  /** AES with a 32-byte key. */
  AES_256(BlockVersion.D, 32, 4);

  private final BlockVersion version;
  private final int keyBytes;
  private final int derivationCode;

  ProtectionAlgorithm(BlockVersion version, int keyBytes, int derivationCode) {
    this.version = version;
    this.keyBytes = keyBytes;
    this.derivationCode = derivationCode;
  }

  /** The version of the blocks that such a key protects. */
  public BlockVersion version() {
    return version;
  }

  /** Length of a clear key in bytes. */
  public int keyBytes() {
    return keyBytes;
  }

  /** Its number in the input of the derivation (ANSI X9.143:2021, tables 24 and 25). */
  int derivationCode() {
    return derivationCode;
  }
}
