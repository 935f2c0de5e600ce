package org.openprepaid.key;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The keys of the house, kept up with the vault: another node, or an operator, may have changed it.
 * Every node follows within seconds ({@link SoftSecurityModule#refresh}), and at once when it meets
 * a version that it does not know.
 */
final class LiveKeyRing {
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  /** The issuer whose keys a first start makes. */
  static final String OWN_ISSUER = "OWN";

  private static final Map<KeyOwner, List<KeyType>> FIRST_KEYS =
      Map.of(
          KeyOwner.INSTITUTION,
          List.of(KeyType.PAN_LOOKUP, KeyType.PAN_ENCRYPTION, KeyType.BALANCE_SEALING),
          KeyOwner.issuer(OWN_ISSUER),
          List.of(
              KeyType.PIN_HASH,
              KeyType.PIN_OFFSET,
              KeyType.PVV,
              KeyType.PIN_STORAGE,
              KeyType.CVK,
              KeyType.FILE_TRANSPORT));

  private final MasterKeys master;
  private final KeyRingStore store;
  private long lastAsked = System.nanoTime() - PAUSE;
  private volatile KeyRing ring;

  /**
   * Opens the stored keys. A purpose that has none yet gets its first version, here or by the node
   * that is faster.
   *
   * @throws KeyException {@link KeyFault#RING_BROKEN} if a key is not of its name, fails its check
   *     value or was wrapped under another local master key; {@link KeyFault#RING_UNAVAILABLE} if
   *     the store fails
   */
  LiveKeyRing(MasterKeys master, KeyRingStore store) {
    this.master = master;
    this.store = store;
    KeyEpoch epoch = store.epoch();
    master.use(epoch.masterGeneration());
    List<ManagedKey> stored = store.keys();
    if (addMissing(stored)) {
      stored = store.keys();
    }
    ring = new KeyRing(epoch, master, stored);
  }

  private boolean addMissing(List<ManagedKey> stored) {
    Set<String> present = new HashSet<>();
    stored.forEach(key -> present.add(key.name().owner() + ":" + key.name().type()));
    boolean added = false;
    for (var owned : FIRST_KEYS.entrySet()) {
      for (KeyType type : owned.getValue()) {
        if (!present.contains(owned.getKey() + ":" + type)) {
          store.insert(firstVersion(new KeyName(owned.getKey(), type, 1)));
          added = true;
        }
      }
    }
    return added;
  }

  private ManagedKey firstVersion(KeyName name) {
    KeySpec spec = KeySpec.of(name, name.type().usualAlgorithm());
    byte[] clear = KeyMaterial.random(spec.algorithm());
    try {
      return new ManagedKey(
          name,
          KeyState.ACTIVE,
          master.wrap(spec, clear),
          Kcv.of(KeyMaterial.kcv(spec.algorithm(), clear)),
          spec.validity());
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  KeyRing now() {
    return ring;
  }

  /** Reads the keys again if the vault has changed; true if it had. */
  synchronized boolean refresh() {
    KeyEpoch epoch = store.epoch();
    if (epoch.equals(ring.epoch())) {
      return false;
    }
    master.use(epoch.masterGeneration());
    ring = new KeyRing(epoch, master, store.keys());
    return true;
  }

  /**
   * After something named a version that is not known here: another node may write with a key made
   * a moment ago. At most once a second, so that altered data cannot make work.
   *
   * <p>Whoever comes while another thread looks waits for what it finds: all lanes of a node meet a
   * new version at the same time. Look at {@link #now} again afterwards in any case.
   */
  synchronized void lookForNews() {
    long time = System.nanoTime();
    if (time - lastAsked >= PAUSE) {
      lastAsked = time;
      refresh();
    }
  }
}
