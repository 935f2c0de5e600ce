package org.openprepaid.routing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds the most specific range that holds a card number: for each length of number, all numbers
 * are cut at every bound of a range, so that one binary search finds the piece. Allocates nothing.
 */
final class RangeIndex {
  /** No range holds the number. */
  static final int NONE = -1;

  private static final int LENGTHS = CardRange.MAX_PAN - CardRange.MIN_PAN + 1;

  private static final Comparator<CardRange> LEAST_SPECIFIC_FIRST =
      Comparator.comparingInt(CardRange::digits)
          .thenComparing(range -> range.panLength() != CardRange.ANY_LENGTH)
          .thenComparing(CardRange::isOurs);

  /** By length of number: where pieces begin, in the number's first digits. */
  private final long[][] starts = new long[LENGTHS][];

  /** By length of number: of each piece, the place of its range in the list, or {@link #NONE}. */
  private final int[][] places = new int[LENGTHS][];

  RangeIndex(List<CardRange> ranges) {
    int[] order =
        IntStream.range(0, ranges.size())
            .boxed()
            .sorted(Comparator.comparing(ranges::get, LEAST_SPECIFIC_FIRST))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 0; i < LENGTHS; i++) {
      int length = CardRange.MIN_PAN + i;
      NavigableMap<Long, Integer> pieces = new TreeMap<>(Map.of(0L, NONE));
      for (int place : order) {
        CardRange range = ranges.get(place);
        if (range.takes(length)) {
          cover(pieces, range.first(), range.last(), place);
        }
      }
      starts[i] = pieces.keySet().stream().mapToLong(Long::longValue).toArray();
      places[i] = pieces.values().stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** The more specific one lies over what was there; behind it goes on what was there. */
  private static void cover(NavigableMap<Long, Integer> pieces, long first, long last, int place) {
    int behind = pieces.floorEntry(last + 1).getValue();
    pieces.subMap(first, last + 2).clear();
    pieces.put(first, place);
    pieces.put(last + 1, behind);
  }

  /**
   * @param pan 12 to 19 digits
   */
  int find(String pan) {
    int length = pan.length() - CardRange.MIN_PAN;
    int at = Arrays.binarySearch(starts[length], firstDigits(pan));
    return places[length][at >= 0 ? at : -at - 2];
  }

  private static long firstDigits(String pan) {
    long number = 0;
    for (int i = 0; i < CardRange.MAX_DIGITS; i++) {
      number = number * 10 + (pan.charAt(i) - '0');
    }
    return number;
  }
}
