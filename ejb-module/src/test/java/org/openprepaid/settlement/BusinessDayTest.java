package org.openprepaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ejb.EJBException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.openprepaid.terminal.TestDatabase;

class BusinessDayTest {
  private final TestDatabase database = new TestDatabase();
  private final BusinessDay businessDay = new BusinessDay(database.source());

  @Test
  void cutOverOpensTheNextCalendarDay() {
    database.run("UPDATE business_day SET business_date = DATE '2028-02-28'");

    assertThat(businessDay.cutOver()).isEqualTo(LocalDate.of(2028, 2, 29));
    assertThat(businessDay.cutOver()).isEqualTo(LocalDate.of(2028, 3, 1));
    assertThat(businessDay.current()).isEqualTo(LocalDate.of(2028, 3, 1));
  }

  @Test
  void aMissingDayIsReportedWithItsCode() {
    database.run("DELETE FROM business_day");

    assertThatThrownBy(businessDay::current)
        .isInstanceOf(EJBException.class)
        .hasMessageStartingWith("OP-1701");
    assertThatThrownBy(businessDay::cutOver).hasMessageStartingWith("OP-1701");
  }
}
