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
final class OpenKeys {
  private final int capacity;
  private final Function<KeyBlock, DesKey> opener;
  private final ConcurrentMap<KeyBlock, Entry> entries = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Entry> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();

  /**
   * @param capacity the most keys to keep open
   * @param opener unwraps a block, or throws; what it throws is passed on and nothing is kept
   */
  OpenKeys(int capacity, Function<KeyBlock, DesKey> opener) {
    this.capacity = capacity;
    this.opener = opener;
  }

  DesKey get(KeyBlock block) {
    Entry entry = entries.get(block);
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

  private Entry open(KeyBlock block) {
    Entry opened = new Entry(block, opener.apply(block));
    Entry earlier = entries.putIfAbsent(block, opened);
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
      Entry oldest = queue.poll();
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

  private static final class Entry {
    private final KeyBlock block;
    private final DesKey key;
    private volatile boolean used;

    Entry(KeyBlock block, DesKey key) {
      this.block = block;
      this.key = key;
    }
  }
}
