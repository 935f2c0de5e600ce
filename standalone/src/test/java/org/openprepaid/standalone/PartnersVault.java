package org.openprepaid.standalone;

import java.util.ArrayList;
import java.util.List;
import org.openprepaid.key.KeyEpoch;
import org.openprepaid.key.KeyRingStore;
import org.openprepaid.key.ManagedKey;

/** The keys of an institution that is not ours, in memory. */
final class PartnersVault implements KeyRingStore {
  private final List<ManagedKey> keys = new ArrayList<>();

  @Override
  public KeyEpoch epoch() {
    return new KeyEpoch(1, 1);
  }

  @Override
  public List<ManagedKey> keys() {
    return List.copyOf(keys);
  }

  @Override
  public boolean insert(ManagedKey key) {
    return keys.add(key);
  }
}
