package org.openprepaid.key;

import java.util.List;

/** Where the issuer keys are kept, wrapped. Shared by all nodes. */
public interface KeyRingStore {
  /**
   * All versions of all keys, in any order.
   *
   * @throws KeyException {@link KeyFault#RING_UNAVAILABLE} if they cannot be read
   */
  List<StoredIssuerKey> all();

  /**
   * Adds a version of a key. Versions are never changed or removed here.
   *
   * @return false, and nothing is changed, if this name has this version already: another node was
   *     faster
   * @throws KeyException {@link KeyFault#RING_UNAVAILABLE} if it cannot be written
   */
  boolean insert(StoredIssuerKey key);
}
