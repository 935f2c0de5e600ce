package org.openprepaid.system;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for thousands of patterns at once: the last bytes of each are its key in a table, in front
 * of which a bit map turns almost every place away.
 *
 * @param <T> what a pattern stands for
 */
final class PatternSearch<T> {
  /** The shortest pattern, whose bytes are all in its key. */
  static final int MIN_BYTES = 6;

  /** For the nibble before or behind a pattern that is any. */
  static final int ANY = -1;

  private static final long WINDOW = (1L << (MIN_BYTES * Byte.SIZE)) - 1;
  private static final int FILTER_BITS = 22;

  private final Map<Long, List<Pattern<T>>> byEnd = new HashMap<>();
  private final long[] filter = new long[1 << (FILTER_BITS - 6)];

  /** Told of each place. */
  @FunctionalInterface
  interface Listener<T> {
    /**
     * @param at where its bytes begin
     * @param end behind the last of them
     */
    void found(T what, int at, int end);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pattern<T>(T what, byte[] bytes, int before, int behind) {
    boolean isAt(byte[] text, int limit, int at) {
      int end = at + bytes.length;
      return at >= 0
          && Arrays.equals(text, at, end, bytes, 0, bytes.length)
          && (before == ANY || (at > 0 && (text[at - 1] & 0xF) == before))
          && (behind == ANY || (end < limit && ((text[end] >> 4) & 0xF) == behind));
    }
  }

  void add(T what, byte[] bytes) {
    add(what, bytes, ANY, ANY);
  }

  /**
   * @param bytes at least {@link #MIN_BYTES}
   * @param before the low nibble of the byte before, or {@link #ANY}
   * @param behind the high nibble of the byte behind, or {@link #ANY}
   */
  void add(T what, byte[] bytes, int before, int behind) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("a pattern has " + MIN_BYTES + " bytes at least");
    }
    long window = 0;
    for (byte b : bytes) {
      window = slide(window, b);
    }
    byEnd
        .computeIfAbsent(window, unused -> new ArrayList<>())
        .add(new Pattern<>(what, bytes.clone(), before, behind));
    int bit = bit(window);
    filter[bit >> 6] |= 1L << bit;
  }

  /**
   * Finds the patterns whose last byte lies between two places.
   *
   * @param limit of the valid bytes, at least {@code to}
   */
  void scan(byte[] text, int limit, int from, int to, Listener<T> listener) {
    long window = 0;
    for (int i = Math.max(0, from - MIN_BYTES); i < from; i++) {
      window = slide(window, text[i]);
    }
    for (int i = from; i < to; i++) {
      window = slide(window, text[i]);
      int bit = bit(window);
      if ((filter[bit >> 6] & (1L << bit)) != 0) {
        for (Pattern<T> pattern : byEnd.getOrDefault(window, List.of())) {
          int at = i + 1 - pattern.bytes.length;
          if (pattern.isAt(text, limit, at)) {
            listener.found(pattern.what, at, i + 1);
          }
        }
      }
    }
  }

  private static long slide(long window, byte next) {
    return ((window << Byte.SIZE) | (next & 0xFF)) & WINDOW;
  }

  /** Fibonacci hashing. */
  private static int bit(long window) {
    return (int) ((window * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - FILTER_BITS));
  }
}
