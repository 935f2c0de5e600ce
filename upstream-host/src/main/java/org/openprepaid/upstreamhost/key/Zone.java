package org.openprepaid.upstreamhost.key;

import java.time.InstantSource;

/**
 * The keys that the host shares with the acquirer.
 *
 * @param zmk protects the others when they are changed
 * @param zpk of PIN blocks
 * @param zak of MACs
 */
public record Zone(Tdes zmk, ZoneKey zpk, ZoneKey zak) {
  /** A zone that begins with these keys. */
  public static Zone of(Tdes zmk, Tdes zpk, Tdes zak, InstantSource clock) {
    return new Zone(zmk, new ZoneKey(zpk, clock), new ZoneKey(zak, clock));
  }

  public ZoneKey key(KeyType type) {
    return type == KeyType.ZPK ? zpk : zak;
  }

  /** As a run before left it; the block is under the zone master key. */
  public void restore(KeyType type, String block) {
    key(type).restore(type.unwrap(zmk, block));
  }
}
