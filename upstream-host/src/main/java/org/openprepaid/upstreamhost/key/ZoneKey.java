package org.openprepaid.upstreamhost.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * One working key of the zone through its changes. What is sent uses the key in use; what comes may
 * also be under the one offered but not yet acknowledged, and for a minute under the one before,
 * because messages under way do not wait for a change.
 */
public final class ZoneKey {
  private static final Duration OLD_IS_ACCEPTED = Duration.ofSeconds(60);

  private final InstantSource clock;
  private Tdes inUse;
  private Tdes offered;
  private Tdes before;
  private Instant changedAt = Instant.MIN;

  public ZoneKey(Tdes first, InstantSource clock) {
    this.inUse = first;
    this.clock = clock;
  }

  /** What is sent uses this one. */
  public synchronized Tdes inUse() {
    return inUse;
  }

  /** Those that what comes may be under, the likeliest first. */
  public synchronized List<Tdes> accepted() {
    List<Tdes> keys = new ArrayList<>(3);
    keys.add(inUse);
    if (offered != null) {
      keys.add(offered);
    }
    if (before != null && clock.instant().isBefore(changedAt.plus(OLD_IS_ACCEPTED))) {
      keys.add(before);
    }
    return keys;
  }

  /** A key is on its way to the other side. */
  public synchronized void offer(Tdes key) {
    offered = key;
  }

  /** The other side has it. */
  public synchronized void change(Tdes key) {
    before = inUse;
    changedAt = clock.instant();
    inUse = key;
    offered = null;
  }

  /** As it was left by a run before. */
  public synchronized void restore(Tdes key) {
    inUse = key;
  }
}
