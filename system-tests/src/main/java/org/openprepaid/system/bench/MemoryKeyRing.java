package org.openprepaid.system.bench;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.key.KeyEpoch;
import org.openprepaid.key.KeyRingStore;
import org.openprepaid.key.ManagedKey;

/** Keys of the house that are kept by nobody but this process. */
final class MemoryKeyRing implements KeyRingStore {
  private final List<ManagedKey> keys = new ArrayList<>();

  @Override
  public KeyEpoch epoch() {
    return new KeyEpoch(1, 1);
  }

  @Override
  public synchronized List<ManagedKey> keys() {
    return List.copyOf(keys);
  }

  @Override
  public synchronized boolean insert(ManagedKey key) {
    boolean taken = keys.stream().anyMatch(present -> present.name().equals(key.name()));
    return !taken && keys.add(key);
  }
}
