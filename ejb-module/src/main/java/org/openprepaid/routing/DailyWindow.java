package org.openprepaid.routing;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Hours of every day, in the institution's time. It passes midnight when it ends earlier than it
 * begins.
 *
 * @param from the first moment
 * @param to the first moment after; another than {@code from}
 */
public record DailyWindow(LocalTime from, LocalTime to) {
  public DailyWindow {
    Notation.require(from != null && to != null, "a daily window has a beginning and an end");
    Notation.require(isWholeSecond(from) && isWholeSecond(to), "a daily window has whole seconds");
    Notation.require(!from.equals(to), "a daily window that is the whole day is left out");
  }

  private static boolean isWholeSecond(LocalTime time) {
    return time.equals(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Reads {@code 22:00-06:00}. */
  public static DailyWindow of(String text) {
    List<String> ends = List.of(text.split("-", -1));
    Notation.require(ends.size() == 2, "a daily window is written 22:00-06:00");
    return new DailyWindow(
        Notation.read(ends.get(0), LocalTime::parse), Notation.read(ends.get(1), LocalTime::parse));
  }

  /** Whether a moment lies in it. */
  public boolean contains(LocalTime time) {
    boolean begun = !time.isBefore(from);
    boolean over = !time.isBefore(to);
    return from.isBefore(to) ? begun && !over : begun || !over;
  }

  boolean meets(DailyWindow other) {
    return contains(other.from) || other.contains(from);
  }

  @Override
  public String toString() {
    return from + "-" + to;
  }
}
