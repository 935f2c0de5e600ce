package org.openprepaid.batch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Which business day should be open. A cut-over in the evening opens the next calendar day early;
 * one after midnight keeps the day before open a little longer.
 *
 * @param zone the institution's
 * @param cutOver local time of the end of a business day; from noon on it is an evening's
 */
record BusinessCalendar(ZoneId zone, LocalTime cutOver) {

  LocalDate dayAt(Instant now) {
    ZonedDateTime local = now.atZone(zone);
    LocalDate date = local.toLocalDate();
    boolean over = !local.toLocalTime().isBefore(cutOver);
    if (cutOver.isBefore(LocalTime.NOON)) {
      return over ? date : date.minusDays(1);
    }
    return over ? date.plusDays(1) : date;
  }
}
