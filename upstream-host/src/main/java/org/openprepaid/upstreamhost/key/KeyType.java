package org.openprepaid.upstreamhost.key;

import java.util.Optional;

/** The keys of a zone that are changed while it works. */
public enum KeyType {
  /** Encrypts PIN blocks. */
  ZPK("P0", 'B'),
  /** Authenticates messages. */
  ZAK("M3", 'C');

  private final String usage;
  private final char mode;

  KeyType(String usage, char mode) {
    this.usage = usage;
    this.mode = mode;
  }

  /** By its three characters. */
  public static Optional<KeyType> named(String name) {
    for (KeyType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Under the zone master key. */
  public String wrap(Tdes zmk, Tdes key) {
    return KeyBlock.wrap(zmk, usage, mode, key);
  }

  /** From under the zone master key. */
  public Tdes unwrap(Tdes zmk, String block) {
    return KeyBlock.unwrap(zmk, usage, block);
  }
}
