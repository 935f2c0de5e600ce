package org.openprepaid.key;

import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openprepaid.key.block.KeyBlockCodec;
import org.openprepaid.key.block.ProtectionAlgorithm;
import org.openprepaid.key.block.ProtectionKey;
import org.openprepaid.key.block.UnwrappedKey;
import org.openprepaid.key.master.MasterKey;

/**
 * The local master key (AES-256), under which every other key is wrapped. When it is changed there
 * are two generations for a while: the current one wraps, all of them unwrap.
 *
 * <p>Only AES-CMAC is asked of it, for the derivation of X9.143, so that it need not leave a token.
 */
public final class MasterKeys implements AutoCloseable {
  private static final KeyBlockCodec CODEC = KeyBlockCodec.hidingKeyLength();
  private static final long RELOAD_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final MasterKeySource source;
  private long lastReload = System.nanoTime() - RELOAD_PAUSE;
  private volatile SortedMap<Integer, MasterKey> generations;
  private volatile int current;

  private MasterKeys(MasterKeySource source, SortedMap<Integer, MasterKey> generations) {
    this.source = source;
    this.generations = new TreeMap<>(generations);
    this.current = this.generations.firstKey();
  }

  /**
   * @throws KeyException if there is none, or it cannot be opened
   */
  public static MasterKeys open(MasterKeySource source) {
    return new MasterKeys(source, source.open());
  }

  /**
   * As {@link #open}; if there is none yet, its first generation is made. Not if there are later
   * ones: it was retired then.
   */
  public static MasterKeys openOrCreate(MasterKeySource source) {
    try {
      return open(source);
    } catch (KeyException e) {
      if (e.fault() != KeyFault.KEYSTORE_MISSING && e.fault() != KeyFault.MASTER_KEY_UNUSABLE) {
        throw e;
      }
    }
    source.create(1);
    return open(source);
  }

  /** The check value of the current generation, 4 bytes: the AES-CMAC of sixteen zero bytes. */
  public Kcv kcv() {
    return currentKey().kcv();
  }

  /** Whether the master key can be used: a token may have gone. Costs nothing. */
  public boolean isInReach() {
    return currentKey().isInReach();
  }

  /**
   * @throws KeyException {@link KeyFault#MODULE_UNREACHABLE} if the token has gone
   */
  void requireInReach() {
    if (!isInReach()) {
      throw new KeyException(KeyFault.MODULE_UNREACHABLE, source.toString());
    }
  }

  /** The generation that wraps. */
  public int currentGeneration() {
    return current;
  }

  /** The generations that are open. */
  public Set<Integer> generations() {
    return Set.copyOf(generations.keySet());
  }

  /**
   * From now on this generation wraps.
   *
   * @throws KeyException {@link KeyFault#MASTER_UNKNOWN} if the source has none such
   */
  public void use(int generation) {
    if (!generations.containsKey(generation)) {
      reload();
    }
    if (!generations.containsKey(generation)) {
      throw new KeyException(
          KeyFault.MASTER_UNKNOWN, "generation " + generation + " is not in " + source);
    }
    current = generation;
  }

  public MasterKeySource source() {
    return source;
  }

  /** Wraps a clear key, which remains the caller's to wipe. */
  KeyRef wrap(KeySpec spec, byte[] clear) {
    return wrap(spec, spec.type().mode(), clear);
  }

  /**
   * @param mode the mode of use, narrower perhaps than the type's own
   */
  KeyRef wrap(KeySpec spec, char mode, byte[] clear) {
    return KeyRef.of(CODEC.wrap(protection(currentKey()), KeyRef.header(spec, mode), clear));
  }

  /** The clear key; the caller wipes it. */
  byte[] unwrap(KeyRef ref) {
    SortedMap<Integer, MasterKey> tried = generations;
    try {
      return unwrapByAny(ref);
    } catch (KeyException e) {
      if (e.fault() != KeyFault.BLOCK_BROKEN) {
        throw e;
      }
      // it may have been wrapped under a generation that is newer than what was read here
      lookForNews();
      if (generations.keySet().equals(tried.keySet())) {
        throw e;
      }
      return unwrapByAny(ref);
    }
  }

  private byte[] unwrapByAny(KeyRef ref) {
    MasterKey first = currentKey();
    try {
      return unwrap(first, ref);
    } catch (KeyException e) {
      if (e.fault() != KeyFault.BLOCK_BROKEN) {
        throw e;
      }
      for (MasterKey other : generations.values()) {
        byte[] clear = other == first ? null : unwrappedOrNull(other, ref);
        if (clear != null) {
          return clear;
        }
      }
      throw e;
    }
  }

  private static byte[] unwrappedOrNull(MasterKey master, KeyRef ref) {
    try {
      return unwrap(master, ref);
    } catch (KeyException e) {
      return null;
    }
  }

  private static byte[] unwrap(MasterKey master, KeyRef ref) {
    try (UnwrappedKey opened = CODEC.unwrap(protection(master), ref.value())) {
      byte[] clear = opened.key().clone();
      if (clear.length != ref.algorithm().keyBytes()) {
        Arrays.fill(clear, (byte) 0);
        throw new KeyException(KeyFault.BLOCK_BROKEN, ref + " has another length");
      }
      return clear;
    }
  }

  /** Whether a block is wrapped under the current generation. */
  boolean isCurrent(KeyRef ref) {
    byte[] clear = unwrappedOrNull(currentKey(), ref);
    if (clear != null) {
      Arrays.fill(clear, (byte) 0);
    }
    return clear != null;
  }

  private static ProtectionKey protection(MasterKey master) {
    return new ProtectionKey() {
      @Override
      public ProtectionAlgorithm algorithm() {
        return ProtectionAlgorithm.AES_256;
      }

      @Override
      public byte[] cmac(byte[] data) {
        return master.cmac(data);
      }
    };
  }

  private MasterKey currentKey() {
    return generations.get(current);
  }

  /**
   * At most once a second, so that altered blocks cannot make work. Whoever comes while another
   * thread looks waits for what it finds.
   */
  private synchronized void lookForNews() {
    long time = System.nanoTime();
    if (time - lastReload >= RELOAD_PAUSE) {
      lastReload = time;
      reload();
    }
  }

  private synchronized void reload() {
    SortedMap<Integer, MasterKey> merged = new TreeMap<>(generations);
    source
        .open()
        .forEach(
            (generation, key) -> {
              if (merged.putIfAbsent(generation, key) != null) {
                key.close();
              }
            });
    generations = merged;
  }

  @Override
  public void close() {
    generations.values().forEach(MasterKey::close);
  }

  @Override
  public String toString() {
    return "MasterKeys[" + source + ", generation " + current + ", kcv=" + kcv() + "]";
  }
}
