package org.openprepaid.key;

import java.util.List;

/** Where the keys of the house are kept, wrapped. Shared by all nodes. */
public interface KeyRingStore {
  /**
   * What the vault is at: when it differs, the keys are to be read again.
   *
   * @throws KeyException {@link KeyFault#RING_UNAVAILABLE} if it cannot be read
   */
  KeyEpoch epoch();

  /**
   * All versions of all keys of the house, in any order.
   *
   * @throws KeyException {@link KeyFault#RING_UNAVAILABLE} if they cannot be read
   */
  List<ManagedKey> keys();

  /**
   * Adds a key.
   *
   * @return false, and nothing is changed, if its name is taken: another node was faster
   * @throws KeyException {@link KeyFault#RING_UNAVAILABLE} if it cannot be written
   */
  boolean insert(ManagedKey key);
}
