package org.openprepaid.key;

import java.util.List;

/** Stored data: card numbers, balances, files. */
public interface SealFunctions {
  /** Longest balance that is sealed, in bytes. */
  int MAX_BALANCE_BYTES = 255;

  /** Longest file that is sealed in one piece, in bytes. */
  int MAX_FILE_BYTES = 16 << 20;

  /** Length of the hash that {@link #panHash} makes, in bytes. */
  int PAN_HASH_BYTES = 32;

  /** What sealing adds to the sealed bytes: key version (1), nonce (12), tag (16). */
  int SEAL_OVERHEAD_BYTES = 29;

  /**
   * The keyed hash under which a card is stored, {@link #PAN_HASH_BYTES} bytes.
   *
   * @param panDigits 12 to 19 digits
   */
  byte[] panHash(String panDigits);

  /**
   * The hash of {@link #panHash} with the version of its key, both of one moment: to be stored.
   *
   * @param panDigits 12 to 19 digits
   */
  LookupHash lookupHash(String panDigits);

  /**
   * All hashes under which a card may be stored while its key is rotated, the active key's first.
   */
  List<byte[]> panHashes(String panDigits);

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

  /**
   * A file for a partner of an issuer, bound to its name.
   *
   * @param content at most {@link #MAX_FILE_BYTES} bytes
   */
  byte[] sealFile(String issuer, String name, byte[] content);

  /**
   * @throws SealBrokenException if it was altered or is another file
   */
  byte[] openFile(String issuer, String name, byte[] sealed);
}
