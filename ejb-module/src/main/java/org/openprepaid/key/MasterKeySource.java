package org.openprepaid.key;

import java.util.Optional;
import java.util.SortedMap;
import org.openprepaid.key.master.MasterKey;

/**
 * Where the local master key is kept, in all of its generations: a PKCS#12 file or a PKCS#11 token.
 */
public interface MasterKeySource {
  /**
   * All generations that are there, by number from 1.
   *
   * @throws KeyException if the file or token cannot be opened, or holds none
   */
  SortedMap<Integer, MasterKey> open();

  /**
   * Makes a generation; nothing is changed if it is there already.
   *
   * @throws KeyException if it cannot be made
   */
  void create(int generation);

  /** Takes a generation away for good. */
  void remove(int generation);

  /**
   * The first generation in clear, for what was wrapped before there were X9.143 blocks; the caller
   * wipes it. Empty where there was no such time.
   */
  default Optional<byte[]> keyOfBefore() {
    return Optional.empty();
  }

  /** For operators: the file, or the token. */
  @Override
  String toString();
}
