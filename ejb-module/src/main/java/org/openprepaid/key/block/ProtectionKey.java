package org.openprepaid.key.block;

/**
 * A key block protection key (KBPK): the key at the root of a block. Nothing but a CMAC is asked of
 * it, because that is all the derivation of a block's own keys needs; so it may lie in a token that
 * it never leaves.
 *
 * <p>It must serve no other purpose: what it answers to the right eight bytes is part of a derived
 * key, and whoever may ask it for a CMAC can open its blocks.
 *
 * <p>To derive the keys of one block takes two calls with a 16-byte AES key, four with the longer
 * ones and with double-length triple DES, six with triple-length triple DES. Implementations serve
 * any number of threads.
 */
public interface ProtectionKey {
  /** Its cipher and length. */
  ProtectionAlgorithm algorithm();

  /**
   * The whole CMAC (NIST SP 800-38B) of the data under this key.
   *
   * @return a new array of one cipher block, which the caller wipes: the derived keys consist of it
   * @throws org.openprepaid.key.KeyException if the key cannot be used, for instance because its
   *     token is out of reach
   */
  byte[] cmac(byte[] data);
}
