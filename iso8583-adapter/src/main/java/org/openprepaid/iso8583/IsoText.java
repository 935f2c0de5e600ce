package org.openprepaid.iso8583;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;

/** What the text of elements says, whoever sent it. */
public final class IsoText {
  private static final int HALF_A_YEAR_DAYS = 183;

  private IsoText() {}

  /** With a dot for whatever is not printable ASCII. */
  public static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (!isPrintable(chars[i])) {
        chars[i] = '.';
      }
    }
    return new String(chars);
  }

  private static boolean isPrintable(char c) {
    return c >= ' ' && c <= '~';
  }

  /**
   * A time without its year (elements 13 and 12): that of the year in which it is nearest, so
   * around New Year it may be last year's or next year's.
   *
   * @param here about when it was told
   * @param monthAndDay MMDD, four digits
   * @param time hhmmss, six digits
   * @throws DateTimeException when there is no such day or time
   */
  public static LocalDateTime nearest(LocalDateTime here, String monthAndDay, String time) {
    LocalTime told = LocalTime.of(twoDigits(time, 0), twoDigits(time, 2), twoDigits(time, 4));
    LocalDate today = here.toLocalDate();
    LocalDate day =
        LocalDate.of(today.getYear(), twoDigits(monthAndDay, 0), twoDigits(monthAndDay, 2));
    if (day.isAfter(today.plusDays(HALF_A_YEAR_DAYS))) {
      day = day.minusYears(1);
    } else if (day.isBefore(today.minusDays(HALF_A_YEAR_DAYS))) {
      day = day.plusYears(1);
    }
    return day.atTime(told);
  }

  private static int twoDigits(String text, int at) {
    return (text.charAt(at) - '0') * 10 + (text.charAt(at + 1) - '0');
  }
}
