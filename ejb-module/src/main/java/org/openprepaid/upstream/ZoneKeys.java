package org.openprepaid.upstream;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.openprepaid.key.KeyOwner;
import org.openprepaid.key.KeyRef;
import org.openprepaid.key.KeyType;
import org.openprepaid.key.SecurityModule;

/**
 * The keys shared with the hosts. For {@value #OVERLAP_SECONDS} s after a change of keys the one
 * before still verifies: messages are under way while it happens.
 */
final class ZoneKeys {
  private static final int OVERLAP_SECONDS = 60;
  private static final long OVERLAP_NANOS = Duration.ofSeconds(OVERLAP_SECONDS).toNanos();

  private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();

  private final SecurityModule security;
  private final Runnable refresh;
  private final AtomicLong refreshedNanos = new AtomicLong(System.nanoTime() - REFRESH_NANOS);
  private final Map<String, Known> authentication = new ConcurrentHashMap<>();

  /**
   * @param before the key before it, or {@code null}
   */
  private record Known(KeyRef active, KeyRef before, long sinceNanos) {}

  ZoneKeys(SecurityModule security) {
    this(security, () -> {});
  }

  /**
   * @param refresh reads the keys again: another node may have taken in a new one
   */
  ZoneKeys(SecurityModule security, Runnable refresh) {
    this.security = security;
    this.refresh = refresh;
  }

  /** The key for PIN blocks to this host; {@code null} when there is none. */
  KeyRef zpk(String host) {
    return security.activeKey(KeyOwner.zone(host), KeyType.ZPK).orElse(null);
  }

  /**
   * The type of a key that the zone lacks, so that little can be sent to the host; may be empty.
   */
  String missing(String host) {
    if (zak(host).active() == null) {
      return KeyType.ZAK.name();
    }
    return zpk(host) == null ? KeyType.ZPK.name() : "";
  }

  /** Makes the 8 bytes of a MAC. */
  byte[] mac(UpstreamHost host, byte[] covered) {
    KeyRef key = zak(host.name()).active();
    if (key == null) {
      throw new IllegalStateException("OP-1254 zone " + host.name() + " has no active ZAK");
    }
    return security.mac(key, host.macAlgorithm(), covered);
  }

  /** Whether a message to this host can be given its MAC now. */
  boolean canSign(String host) {
    return security.isInReach() && zak(host).active() != null;
  }

  /** Whether the MAC is the host's. */
  boolean isAuthentic(UpstreamHost host, byte[] covered, byte[] mac) {
    if (mac.length != 8) {
      return false;
    }
    return isAuthentic(host, zak(host.name()), covered, mac)
        || (refreshed() && isAuthentic(host, zak(host.name()), covered, mac));
  }

  /** At most once a second: wrong MACs must not become questions to the database. */
  private boolean refreshed() {
    long last = refreshedNanos.get();
    long now = System.nanoTime();
    if (now - last < REFRESH_NANOS || !refreshedNanos.compareAndSet(last, now)) {
      return false;
    }
    refresh.run();
    return true;
  }

  private boolean isAuthentic(UpstreamHost host, Known known, byte[] covered, byte[] mac) {
    if (known.active() == null) {
      return false;
    }
    return security.verifyMac(known.active(), host.macAlgorithm(), covered, mac)
        || (known.before() != null
            && System.nanoTime() - known.sinceNanos() < OVERLAP_NANOS
            && security.verifyMac(known.before(), host.macAlgorithm(), covered, mac));
  }

  private Known zak(String host) {
    KeyRef now = security.activeKey(KeyOwner.zone(host), KeyType.ZAK).orElse(null);
    Known known = authentication.get(host);
    if (known != null && Objects.equals(now, known.active())) {
      return known;
    }
    Known changed = new Known(now, known == null ? null : known.active(), System.nanoTime());
    authentication.put(host, changed);
    return changed;
  }
}
