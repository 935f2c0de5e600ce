package org.openprepaid.key;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The versions of one key, ready for use: the active one writes, all of them read. */
final class KeyVersions<T> {
  private final String what;

  /** {@code null} if none is active. */
  private final KeyRef active;

  /** By version; null where there is none. */
  private final Object[] byVersion = new Object[KeyName.MAX_VERSION + 1];

  private final List<T> newestFirst;

  /**
   * @param what whose and what for, for messages
   * @param active {@code null} if none is
   */
  KeyVersions(String what, Map<Integer, T> versions, KeyRef active) {
    this.what = what;
    this.active = active;
    TreeMap<Integer, T> sorted = new TreeMap<>(versions);
    newestFirst = List.copyOf(sorted.descendingMap().values());
    sorted.forEach((version, key) -> byVersion[version] = key);
  }

  /** The active one, as it is stored. */
  KeyRef active() {
    if (active == null) {
      throw new KeyException(KeyFault.KEY_UNKNOWN, what + " has no active version");
    }
    return active;
  }

  int currentVersion() {
    return active().version();
  }

  T current() {
    return key(currentVersion());
  }

  /** All of them, the newest first. */
  List<T> all() {
    return newestFirst;
  }

  /** The active one, then the others, the newest first. */
  List<T> activeFirst() {
    T first = current();
    return newestFirst.get(0) == first
        ? newestFirst
        : Stream.concat(Stream.of(first), newestFirst.stream().filter(key -> key != first))
            .toList();
  }

  /** The key that a sealed value names in its first byte; null if there is none such. */
  T named(byte version) {
    int number = version & 0xFF;
    return number < byVersion.length ? key(number) : null;
  }

  @SuppressWarnings("unchecked") // only the constructor fills the array
  private T key(int version) {
    return (T) byVersion[version];
  }

  @Override
  public String toString() {
    return String.valueOf(active);
  }
}
