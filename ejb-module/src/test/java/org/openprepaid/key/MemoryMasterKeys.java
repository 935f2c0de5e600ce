package org.openprepaid.key;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openprepaid.key.master.FileMasterKey;
import org.openprepaid.key.master.MasterKey;

/** Generations of the local master key in memory. */
final class MemoryMasterKeys implements MasterKeySource {
  private final SortedMap<Integer, byte[]> clear = new TreeMap<>();
  private int opened;

  @Override
  public synchronized SortedMap<Integer, MasterKey> open() {
    opened++;
    if (clear.isEmpty()) {
      throw new KeyException(KeyFault.KEYSTORE_MISSING, toString());
    }
    SortedMap<Integer, MasterKey> keys = new TreeMap<>();
    clear.forEach(
        (generation, key) ->
            keys.put(generation, new FileMasterKey("memory " + generation, key.clone())));
    return keys;
  }

  @Override
  public synchronized void create(int generation) {
    clear.computeIfAbsent(generation, g -> KeyMaterial.random(KeyAlgorithm.AES_256));
  }

  @Override
  public synchronized void remove(int generation) {
    clear.remove(generation);
  }

  @Override
  public synchronized Optional<byte[]> keyOfBefore() {
    return Optional.ofNullable(clear.get(1)).map(byte[]::clone);
  }

  /** How often it was opened. */
  synchronized int opened() {
    return opened;
  }

  @Override
  public String toString() {
    return "memory";
  }
}
