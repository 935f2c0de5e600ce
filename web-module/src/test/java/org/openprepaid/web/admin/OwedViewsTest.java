package org.openprepaid.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.openprepaid.upstream.DebtRecord;
import org.openprepaid.upstream.UpstreamDebt;

class OwedViewsTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 25, 12, 0);

  @Test
  void aFullPageTellsHowToGoOnAndTheLastDoesNot() {
    Page page = new Page(Long.MAX_VALUE, 2);

    OwedViews.Debts first = OwedViews.Debts.of(debts(9, 8, 7), page);
    OwedViews.Debts last = OwedViews.Debts.of(debts(7), page);

    assertThat(first.debts()).extracting(OwedViews.Debt::id).containsExactly("9", "8");
    assertThat(first.next()).isEqualTo("8");
    assertThat(last.debts()).hasSize(1);
    assertThat(last.next()).isNull();
  }

  @Test
  void theNextTryIsToldOnlyOfWhatIsStillOwed() {
    assertThat(OwedViews.Debt.of(debt(1, null)).nextTryAt()).isEqualTo("2026-11-25T12:00");
    assertThat(OwedViews.Debt.of(debt(1, NOON)).nextTryAt()).isNull();
  }

  private static List<DebtRecord> debts(long... ids) {
    return LongStream.of(ids).mapToObj(id -> debt(id, null)).toList();
  }

  private static DebtRecord debt(long id, LocalDateTime endedAt) {
    UpstreamDebt.Status status =
        endedAt == null ? UpstreamDebt.Status.OWED : UpstreamDebt.Status.SETTLED;
    UpstreamDebt debt =
        new UpstreamDebt(
            id, UpstreamDebt.Kind.REVERSAL, 5, "CUPNET", "98", 17, NOON, status, 0, "", NOON);
    return new DebtRecord(debt, NOON, "", "", endedAt, null, null);
  }
}
