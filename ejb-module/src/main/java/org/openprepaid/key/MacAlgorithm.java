package org.openprepaid.key;

/** How a MAC is made. */
public enum MacAlgorithm {
  /**
   * Of the CUP profile: the XOR of all blocks written in hexadecimal, two encryptions, 8 characters
   * of the result. DES, double-length triple DES, or SM4 in the SM dialect.
   */
  CUP,
  /** ANSI X9.9 (FIPS 113, ISO/IEC 9797-1 algorithm 1): 8 bytes under single-length DES. */
  X9_9,
  /**
   * ANSI X9.19 (ISO/IEC 9797-1 algorithm 3): 8 bytes under double-length triple DES, whose halves
   * are used apart.
   */
  X9_19,
  /** NIST SP 800-38B (RFC 4493): 16 bytes under AES or SM4. */
  CMAC;

  /** Whether a key of this kind can make such a MAC. */
  public boolean accepts(KeyAlgorithm key) {
    return switch (this) {
      case CUP ->
          key == KeyAlgorithm.DES || key == KeyAlgorithm.TDES_2KEY || key == KeyAlgorithm.SM4;
      case X9_9 -> key == KeyAlgorithm.DES;
      case X9_19 -> key == KeyAlgorithm.TDES_2KEY;
      case CMAC -> key.hasWideBlocks();
    };
  }
}
