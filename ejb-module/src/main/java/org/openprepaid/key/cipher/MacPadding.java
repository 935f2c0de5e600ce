package org.openprepaid.key.cipher;

/** How a CBC MAC fills the last block of its data: ISO/IEC 9797-1, section 6.3. */
public enum MacPadding {
  /**
   * Method 1: zeros, as few as possible; only empty data gets a whole block of them. The method of
   * ANSI X9.9 and X9.19. Data with and without zeros at its end have the same MAC, so their length
   * must be known otherwise.
   */
  ZEROS(0),

  /** Method 2: 0x80, then zeros; whole blocks are followed by a further one. */
  ONE_THEN_ZEROS(0x80);

  private final byte first;

  MacPadding(int first) {
    this.first = (byte) first;
  }

  /** The byte that follows the data. */
  byte first() {
    return first;
  }

  /** Whether there is a block to fill after {@code length} bytes. */
  boolean opensBlock(int length, int blockBytes) {
    return this == ONE_THEN_ZEROS || length == 0 || length % blockBytes != 0;
  }
}
