package org.openprepaid.terminal;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A bounded map that forgets what was not used lately, without a lock on reading: entries are born
 * into a young generation and come back into it when used; when it is full, it becomes the old one,
 * and the old one is dropped.
 *
 * @param <V> what is kept; immutable
 */
final class GenerationalCache<V> {
  private final int generationSize;
  private volatile Generations<V> generations =
      new Generations<>(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

  private record Generations<V>(ConcurrentMap<String, V> young, ConcurrentMap<String, V> old) {}

  /**
   * @param limit how many entries it holds at most (a few more while several threads write at once)
   */
  GenerationalCache(int limit) {
    if (limit < 2) {
      throw new IllegalArgumentException("a cache holds at least 2 entries");
    }
    this.generationSize = limit / 2;
  }

  /** The value, or {@code null}. */
  V get(String key) {
    Generations<V> now = generations;
    V value = now.young.get(key);
    if (value == null) {
      value = now.old.get(key);
      if (value != null) {
        put(key, value);
      }
    }
    return value;
  }

  void put(String key, V value) {
    Generations<V> now = generations;
    if (now.young.size() >= generationSize) {
      now = turned(now);
    }
    now.young.put(key, value);
  }

  void remove(String key) {
    Generations<V> now = generations;
    now.young.remove(key);
    now.old.remove(key);
  }

  int size() {
    return generations.young.size() + generations.old.size();
  }

  @SuppressWarnings("ReferenceEquality") // whether another thread turned it meanwhile
  private synchronized Generations<V> turned(Generations<V> full) {
    if (generations == full) {
      generations = new Generations<>(new ConcurrentHashMap<>(), full.young);
    }
    return generations;
  }
}
