package org.openprepaid.iso8583;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the text of elements says. */
class IsoTextTest {

  @ParameterizedTest
  @CsvSource({
    "2026-06-15T12:00:00, 0615, 115958, 2026-06-15T11:59:58",
    "2026-01-01T00:00:03, 1231, 235959, 2025-12-31T23:59:59",
    "2026-12-31T23:59:57, 0101, 000001, 2027-01-01T00:00:01",
    "2026-07-01T00:00:00, 1231, 000000, 2026-12-31T00:00:00",
    "2026-07-01T00:00:00, 0101, 000000, 2026-01-01T00:00:00",
    "2026-07-04T00:00:00, 0101, 000000, 2027-01-01T00:00:00"
  })
  void aTimeIsThatOfTheNearestYear(
      LocalDateTime here, String monthAndDay, String time, LocalDateTime told) {
    assertThat(IsoText.nearest(here, monthAndDay, time)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({"0230, 000000", "1301, 000000", "0000, 000000", "0101, 240000", "0101, 006000"})
  void whatIsNoTimeIsRefused(String monthAndDay, String time) {
    LocalDateTime here = LocalDateTime.of(2026, 1, 1, 0, 0);

    assertThatThrownBy(() -> IsoText.nearest(here, monthAndDay, time))
        .isInstanceOf(DateTimeException.class);
  }

  @Test
  void whatCannotBePrintedIsADot() {
    assertThat(IsoText.printable("a\u0000b\u001f ~\u007f\u4e2d")).isEqualTo("a.b. ~..");
    assertThat(IsoText.printable("SHOP 1")).isSameAs("SHOP 1");
  }
}
