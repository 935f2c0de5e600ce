package org.openprepaid.key;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Working keys that were opened lately, found by their block, so that a message does not unwrap its
 * key. Bounded: past the bound the one that was in use least lately goes, by the second-chance
 * rule. A hit takes no lock.
 */
final class OpenKeys<T> {
  private final int capacity;
  private final Function<KeyRef, T> opener;
  private final ConcurrentMap<KeyRef, Entry<T>> entries = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Entry<T>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();

  /**
   * @param capacity the most keys to keep open
   * @param opener unwraps a block, or throws; what it throws is passed on and nothing is kept
   */
  OpenKeys(int capacity, Function<KeyRef, T> opener) {
    this.capacity = capacity;
    this.opener = opener;
  }

  T get(KeyRef block) {
    Entry<T> entry = entries.get(block);
    if (entry == null) {
      entry = open(block);
    } else if (!entry.used) {
      // written only when it changes: a write by every message would make the cores fight for the
      // line
      entry.used = true;
    }
    return entry.key;
  }

  int size() {
    return entries.size();
  }

  private Entry<T> open(KeyRef block) {
    Entry<T> opened = new Entry<>(block, opener.apply(block));
    Entry<T> earlier = entries.putIfAbsent(block, opened);
    if (earlier != null) {
      return earlier;
    }
    // it queues up only afterwards, or among keys that are all in use the new one would have to go
    boolean room = queued.incrementAndGet() <= capacity;
    while (!room) {
      room = !evictOne() || queued.get() <= capacity;
    }
    queue.add(opened);
    return opened;
  }

  /** False if there was none to evict. */
  private boolean evictOne() {
    for (int chances = capacity; ; chances--) {
      Entry<T> oldest = queue.poll();
      if (oldest == null) {
        return false;
      }
      if (!oldest.used || chances <= 0) {
        // not wiped: another thread may be in the middle of a block with it
        entries.remove(oldest.block, oldest);
        queued.decrementAndGet();
        return true;
      }
      oldest.used = false;
      queue.add(oldest);
    }
  }

  private static final class Entry<T> {
    private final KeyRef block;
    private final T key;
    private volatile boolean used;

    Entry(KeyRef block, T key) {
      this.block = block;
      this.key = key;
    }
  }
}
