package org.openprepaid.key;

import java.util.ArrayList;
import java.util.List;

/** Issuer keys in memory, with the table's rule that a name has a version once. */
final class MemoryKeyRingStore implements KeyRingStore {
  private final List<StoredIssuerKey> keys = new ArrayList<>();

  @Override
  public synchronized List<StoredIssuerKey> all() {
    return List.copyOf(keys);
  }

  @Override
  public synchronized boolean insert(StoredIssuerKey key) {
    for (StoredIssuerKey present : keys) {
      if (present.name().equals(key.name()) && present.version() == key.version()) {
        return false;
      }
    }
    return keys.add(key);
  }

  /** Puts a key in the place of the one with its name and version. */
  synchronized void replace(StoredIssuerKey key) {
    keys.removeIf(k -> k.name().equals(key.name()) && k.version() == key.version());
    keys.add(key);
  }

  synchronized StoredIssuerKey find(IssuerKeyName name, int version) {
    return keys.stream()
        .filter(k -> k.name().equals(name.text()) && k.version() == version)
        .findFirst()
        .orElseThrow();
  }
}
