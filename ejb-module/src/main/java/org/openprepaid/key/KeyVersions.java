package org.openprepaid.key;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The versions of one issuer key, ready for use: the highest writes, all of them read. */
final class KeyVersions<T> {
  private final int current;

  /** By version; null where there is none. */
  private final Object[] byVersion = new Object[StoredIssuerKey.MAX_VERSION + 1];

  private final List<T> all;

  KeyVersions(Map<Integer, T> versions) {
    TreeMap<Integer, T> sorted = new TreeMap<>(versions);
    current = sorted.lastKey();
    all = List.copyOf(sorted.descendingMap().values());
    sorted.forEach((version, key) -> byVersion[version] = key);
  }

  int currentVersion() {
    return current;
  }

  T current() {
    return all.get(0);
  }

  /** Newest first. */
  List<T> all() {
    return all;
  }

  /** The key that a sealed value names in its first byte. */
  @SuppressWarnings("unchecked") // only the constructor fills the array
  T named(byte version) {
    T key = (T) byVersion[version & 0xFF];
    if (key == null) {
      throw new SealBrokenException("unknown key version " + (version & 0xFF));
    }
    return key;
  }
}
