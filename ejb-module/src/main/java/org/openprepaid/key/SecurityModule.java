package org.openprepaid.key;

import java.util.List;

/**
 * The only place where keys and PINs are clear. Callers hold {@link KeyBlock}s and sealed bytes;
 * clear keys never leave it, except a working key encrypted under its terminal's master key.
 *
 * <p>Safe for use by many threads. Every operation throws {@link KeyUsageException} (OP-1508) if a
 * key is not for it, {@link KeyException} with {@link KeyFault#BLOCK_BROKEN} (OP-1507) if a block
 * was altered, and {@link IllegalArgumentException} if the caller breaks a stated bound.
 */
public interface SecurityModule {
  /** Longest text that is MACed, in bytes. */
  int MAX_MAC_DATA_BYTES = 65_535;

  /** Longest balance that is sealed, in bytes. */
  int MAX_BALANCE_BYTES = 255;

  /** Length of the value that {@link #pinVerification} makes, in bytes. */
  int PIN_VERIFICATION_BYTES = 16;

  /** Length of the hash that {@link #panHash} makes, in bytes. */
  int PAN_HASH_BYTES = 32;

  /** What sealing adds to the sealed bytes: key version (1), nonce (12), tag (16). */
  int SEAL_OVERHEAD_BYTES = 29;

  /**
   * A new random key.
   *
   * @throws KeyException {@link KeyFault#ALGORITHM_REFUSED} if the purpose does not allow the
   *     algorithm
   */
  KeyBlock generate(KeyUsage usage, KeyAlgorithm algorithm);

  /**
   * A key from one to three components of the key's length: their XOR, set to odd parity for the
   * DES family. The components remain the caller's to wipe.
   *
   * @throws KeyException {@link KeyFault#COMPONENTS_REFUSED} for a wrong number or length of
   *     components, or if they combine to a weak key or to a double-length key of two equal halves;
   *     {@link KeyFault#ALGORITHM_REFUSED} if the purpose does not allow the algorithm
   */
  KeyBlock combine(KeyUsage usage, KeyAlgorithm algorithm, List<byte[]> components);

  /**
   * The key check value of any key, 4 bytes: for the DES family, the beginning of eight zero bytes
   * encrypted (CUP profile); for AES, of the AES-CMAC over sixteen zero bytes (ANSI X9.24-1:2017,
   * annex A); for HMAC, of the HMAC over no bytes at all.
   */
  byte[] kcv(KeyBlock key);

  /**
   * A working key (PIN, MAC or track) in 3DES-ECB under a terminal's master key, 8 or 16 bytes as
   * the working key is long.
   */
  byte[] exportUnder(KeyBlock terminalMaster, KeyBlock workingKey);

  /**
   * The CUP MAC: 8 bytes, the upper-case hexadecimal digits that go in field 64. With a
   * double-length key each of its two DES steps is a triple DES step.
   *
   * @param data MTI through field 63 as sent, at most {@link #MAX_MAC_DATA_BYTES} bytes
   */
  byte[] mac(KeyBlock mak, byte[] data);

  /**
   * Whether the 8 bytes are the MAC of the data, compared in constant time. A MAC of another length
   * is wrong.
   */
  boolean verifyMac(KeyBlock mak, byte[] data, byte[] mac);

  /**
   * Opens an ISO 9564 format 0 block and checks its PIN (4 to 12 digits).
   *
   * @param pinBlock as received; another length than 8 bytes is malformed
   * @param panDigits 12 to 19 digits
   * @param pinVerification what {@link #pinVerification} gave when the PIN was set
   */
  PinCheck verifyPin(
      KeyBlock pik, byte[] pinBlock, String panDigits, long cardId, byte[] pinVerification);

  /**
   * What is stored of a PIN: {@link #PIN_VERIFICATION_BYTES} bytes, bound to the card.
   *
   * @param pin 4 to 12 digits; the array remains the caller's to wipe
   */
  byte[] pinVerification(long cardId, char[] pin);

  /**
   * The keyed hash by which a card is found, {@link #PAN_HASH_BYTES} bytes.
   *
   * @param panDigits 12 to 19 digits
   */
  byte[] panHash(String panDigits);

  /**
   * A card number, sealed for one card.
   *
   * @param panDigits 12 to 19 digits
   */
  byte[] sealPan(long cardId, String panDigits);

  /**
   * The card number that was sealed for this card.
   *
   * @throws SealBrokenException if it was altered or belongs to another card
   */
  String openPan(long cardId, byte[] sealed);

  /**
   * A balance, sealed for one account and one version of its row.
   *
   * @param balance at most {@link #MAX_BALANCE_BYTES} bytes
   * @return the balance's length + {@link #SEAL_OVERHEAD_BYTES} bytes
   */
  byte[] sealBalance(long accountId, long version, byte[] balance);

  /**
   * The balance that was sealed for this account and version.
   *
   * @throws SealBrokenException if it was altered, belongs to another account, or is of another
   *     version
   */
  byte[] openBalance(long accountId, long version, byte[] sealed);
}
