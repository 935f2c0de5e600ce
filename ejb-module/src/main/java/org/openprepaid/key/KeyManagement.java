package org.openprepaid.key;

import java.util.List;

/**
 * The part of the security module that makes, takes in and hands out keys. Only those who keep keys
 * ({@code org.openprepaid.key.custody}) need it; transactions do with {@link SecurityModule}.
 */
public interface KeyManagement {
  /** A new random key. */
  KeyRef generate(KeySpec spec);

  /**
   * One component of a key to be, wrapped until the others are there. It remains the caller's to
   * wipe.
   *
   * @param whole what the key will be
   * @throws KeyException {@link KeyFault#COMPONENTS_REFUSED} if its length is not the key's; {@link
   *     KeyFault#PARITY_WRONG} if a byte of a DES component has not odd parity
   */
  KeyRef component(KeySpec whole, byte[] clear);

  /**
   * The key that two or three components make: their XOR, in odd parity for the DES family.
   *
   * @throws KeyException {@link KeyFault#COMPONENTS_REFUSED} if they are not of this key, too few
   *     or too many, or make a weak key
   */
  KeyRef combine(KeySpec spec, List<KeyRef> components);

  /**
   * A key as components that make it, for the custodians of another device.
   *
   * @param parts 2 or 3
   * @throws KeyException {@link KeyFault#EXPORT_REFUSED} if the key may not leave
   */
  List<KeyRef> split(KeyRef key, int parts);

  /** A component in clear, for its custodian's eyes; the caller wipes it. */
  byte[] reveal(KeyRef component);

  /**
   * A key that a partner sent under the common zone master key, as an X9.143 block of version D, or
   * B from a partner with triple DES.
   *
   * @param as how it is to be known here
   * @throws KeyException {@link KeyFault#BLOCK_BROKEN}, {@link KeyFault#BLOCK_MALFORMED}, {@link
   *     KeyFault#ALGORITHM_REFUSED}, or {@link KeyFault#USAGE_REFUSED} if it is for something else
   */
  KeyRef importBlock(KeyRef zmk, String block, KeyName as, Validity validity);

  /**
   * A key for a partner under the common zone master key: version D under AES, B under triple DES.
   *
   * @throws KeyException {@link KeyFault#EXPORT_REFUSED} if the key may not leave, or is stronger
   *     than what would protect it
   */
  String exportBlock(KeyRef zmk, KeyRef key);

  /** The check value of any key, 4 bytes. */
  Kcv checkValue(KeyRef key);

  /** The same key under the current generation of the local master key. */
  KeyRef rewrap(KeyRef key);

  /** Whether it is under the current generation of the local master key. */
  boolean isCurrent(KeyRef key);

  /** The local master key, for its change. */
  MasterKeys masterKeys();
}
