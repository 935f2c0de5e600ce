package org.openprepaid.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the cut-over on, business belongs to the next day. */
class BusinessCalendarTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T14:59:59Z, 2026-11-22",
    "2026-11-22T15:00:00Z, 2026-11-23",
    "2026-11-22T16:30:00Z, 2026-11-23",
    "2026-11-23T02:00:00Z, 2026-11-23",
    "2026-12-31T15:00:00Z, 2027-01-01"
  })
  void theDayChangesAtTwentyThreeInTheInstitutionsZone(Instant now, LocalDate day) {
    BusinessCalendar shanghai =
        new BusinessCalendar(ZoneId.of("Asia/Shanghai"), LocalTime.of(23, 0));
    assertThat(shanghai.dayAt(now)).isEqualTo(day);
  }

  @Test
  void aCutOverAtMidnightIsTheCalendarsOwn() {
    BusinessCalendar calendar = new BusinessCalendar(ZoneId.of("UTC"), LocalTime.MIDNIGHT);
    assertThat(calendar.dayAt(Instant.parse("2026-11-22T00:00:00Z")))
        .isEqualTo(LocalDate.of(2026, 11, 22));
  }

  @Test
  void aCutOverAfterMidnightKeepsTheDayBeforeOpen() {
    BusinessCalendar calendar = new BusinessCalendar(ZoneId.of("UTC"), LocalTime.of(2, 0));
    assertThat(calendar.dayAt(Instant.parse("2026-11-22T01:59:00Z")))
        .isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(calendar.dayAt(Instant.parse("2026-11-22T02:00:00Z")))
        .isEqualTo(LocalDate.of(2026, 11, 22));
  }
}
