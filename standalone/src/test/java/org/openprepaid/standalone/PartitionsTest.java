package org.openprepaid.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionsTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @Test
  void aNewTableGetsTheCurrentMonthAndThreeMore() {
    assertThat(Partitions.missing(NOVEMBER, Optional.empty()))
        .containsExactly(
            NOVEMBER, YearMonth.of(2026, 12), YearMonth.of(2027, 1), YearMonth.of(2027, 2));
  }

  @Test
  void aMonthLaterOneMonthIsMissing() {
    assertThat(Partitions.missing(YearMonth.of(2026, 12), Optional.of(LocalDate.of(2027, 3, 1))))
        .containsExactly(YearMonth.of(2027, 3));
  }

  @Test
  void nothingIsMissingWhenAllAreThere() {
    assertThat(Partitions.missing(NOVEMBER, Optional.of(LocalDate.of(2027, 3, 1)))).isEmpty();
    assertThat(Partitions.missing(NOVEMBER, Optional.of(LocalDate.of(2030, 1, 1)))).isEmpty();
  }

  @Test
  void afterALongRestItStartsWithTheCurrentMonth() {
    assertThat(Partitions.missing(NOVEMBER, Optional.of(LocalDate.of(2025, 1, 1))))
        .startsWith(NOVEMBER)
        .hasSize(4);
  }
}
