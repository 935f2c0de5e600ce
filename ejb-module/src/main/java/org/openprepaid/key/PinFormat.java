package org.openprepaid.key;

import org.openprepaid.key.cipher.PinBlockFormat;

/** The PIN blocks of ISO 9564-1:2017. */
public enum PinFormat {
  /** 8 bytes, bound to the card number. What the CUP profile knows. */
  ISO_0(PinBlockFormat.ISO_0),
  /** 8 bytes, bound to no card number. */
  ISO_1(PinBlockFormat.ISO_1),
  /** As {@link #ISO_0} with random filler. */
  ISO_3(PinBlockFormat.ISO_3),
  /** 16 bytes, bound to the card number: for AES, and here for SM4 as well. */
  ISO_4(PinBlockFormat.ISO_4);

  private final PinBlockFormat block;

  PinFormat(PinBlockFormat block) {
    this.block = block;
  }

  PinBlockFormat block() {
    return block;
  }

  /** The format that a PIN key of this kind is used with if none is said. */
  public static PinFormat usualFor(KeyAlgorithm key) {
    return key.hasWideBlocks() ? ISO_4 : ISO_0;
  }
}
