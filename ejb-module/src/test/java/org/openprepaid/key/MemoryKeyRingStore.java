package org.openprepaid.key;

import java.util.ArrayList;
import java.util.List;

/** The vault in memory, with the table's rule that a name is there once. */
class MemoryKeyRingStore implements KeyRingStore {
  private final List<ManagedKey> keys = new ArrayList<>();
  private KeyEpoch epoch = new KeyEpoch(1, 1);
  private int asked;

  @Override
  public synchronized KeyEpoch epoch() {
    asked++;
    return epoch;
  }

  @Override
  public synchronized List<ManagedKey> keys() {
    return List.copyOf(keys);
  }

  @Override
  public synchronized boolean insert(ManagedKey key) {
    return keys.stream().noneMatch(present -> present.name().equals(key.name())) && keys.add(key);
  }

  /** Puts a key in the place of the one with its name, behind the back of every node. */
  synchronized void replace(ManagedKey key) {
    keys.removeIf(present -> present.name().equals(key.name()));
    keys.add(key);
  }

  /** Counts the epoch up, as every act on the vault does. */
  synchronized void tell() {
    epoch = new KeyEpoch(epoch.epoch() + 1, epoch.masterGeneration());
  }

  /** From now on this generation of the local master key wraps what is new. */
  synchronized void masterGeneration(int generation) {
    epoch = new KeyEpoch(epoch.epoch() + 1, generation);
  }

  synchronized ManagedKey find(KeyName name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst().orElseThrow();
  }

  /** Moves a key on in its life. */
  synchronized void move(KeyName name, KeyState state) {
    ManagedKey key = find(name);
    KeyRef ref = state == KeyState.DESTROYED ? null : key.ref();
    replace(new ManagedKey(name, state, ref, key.kcv(), key.validity()));
    tell();
  }

  /** How often somebody looked for news. */
  synchronized int asked() {
    return asked;
  }
}
