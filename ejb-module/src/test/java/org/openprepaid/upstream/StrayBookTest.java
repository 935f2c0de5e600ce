package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.iso8583.IsoFields;

/** What came from hosts and was not posted is kept, as far as there is room. */
class StrayBookTest {
  private static final int PLACES = 2_000;
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 22, 3, 30);

  private final StrayTable table = new StrayTable();

  private static Stray stray(int number) {
    return Stray.of("CUPNET", number, Stray.Why.UNASKED, "0210 " + number, NOW);
  }

  private void note(int from, int to) {
    for (int number = from; number < to; number++) {
      table.book.note(stray(number));
    }
  }

  @Test
  void whatIsNotedIsWrittenInItsOrder() {
    note(1, 4);

    assertThat(table.written()).isEmpty();
    assertThat(table.noted()).containsExactly(stray(1), stray(2), stray(3));
    assertThat(table.noted()).hasSize(3);
    assertThat(table.book.seen()).isEqualTo(3);
  }

  @Test
  void aFloodFillsTheRoomAndOnlyCounts() {
    note(0, 3 * PLACES);

    assertThat(table.noted()).hasSize(PLACES).contains(stray(0), stray(PLACES - 1));
    assertThat(table.book.seen()).isEqualTo(3L * PLACES);

    // then there is room again
    note(9_000, 9_001);
    assertThat(table.noted()).hasSize(PLACES + 1).contains(stray(9_000));
  }

  @Test
  void anHourHasItsLimitAndTheNextItsOwn() {
    for (int i = 0; i < 12; i++) {
      note(i * PLACES, (i + 1) * PLACES);
      table.book.write();
    }
    assertThat(table.written()).hasSize(20_000);

    table.book.note(Stray.of("CUPNET", 1, Stray.Why.UNASKED, "the next hour", NOW.plusMinutes(30)));
    assertThat(table.noted()).hasSize(20_001);
  }

  @Test
  void anApprovalFindsItsPlaceInAFlood() {
    note(0, 2 * PLACES);

    table.book.note(stray(9_000).ofApproval());

    assertThat(table.noted()).contains(stray(9_000));
  }

  @Test
  void whatCannotBeWrittenWaits() {
    note(0, 450);
    table.run("ALTER TABLE upstream_stray RENAME TO elsewhere");

    table.book.write();

    table.run("ALTER TABLE elsewhere RENAME TO upstream_stray");
    assertThat(table.noted()).hasSize(450).contains(stray(0), stray(449));
  }

  // -- a host that approves what it had said it never had

  @ParameterizedTest
  @CsvSource({
    "SETTLED, 25, OWED",
    "SETTLED, 00, SETTLED",
    "DEAD, 25, DEAD",
    "CLOSED, 25, CLOSED",
    "QUEUED, '', QUEUED"
  })
  void aReversalThatEndedByNotKnownIsOwedAgain(
      UpstreamDebt.Status ended, String hostCode, UpstreamDebt.Status now) {
    table.debt(7, "CUPNET", ended, hostCode);

    table.book.note(stray(7).ofApproval());

    assertThat(table.statusOf(7)).isEqualTo(now);
    assertThat(table.written()).containsExactly(stray(7));
  }

  /** An approval may overtake the answer that disclaims it. */
  @Test
  void whichOfTheTwoComesSecondSeesTheOther() throws SQLException {
    table.debt(7, "CUPNET", UpstreamDebt.Status.QUEUED, "");
    table.debt(8, "CUPNET", UpstreamDebt.Status.QUEUED, "");
    table.book.note(stray(7).ofApproval());
    table.book.write();

    table.answered(7, 1, "25");
    table.answered(8, 1, "25");

    assertThat(table.statusOf(7)).isEqualTo(UpstreamDebt.Status.OWED);
    assertThat(table.statusOf(8)).isEqualTo(UpstreamDebt.Status.SETTLED);
  }

  @Test
  void onlyItsHostAndOnlyAnApprovalBringItBack() {
    table.debt(7, "ALTNET", UpstreamDebt.Status.SETTLED, "25");
    table.debt(8, "CUPNET", UpstreamDebt.Status.SETTLED, "25");

    table.book.note(stray(7).ofApproval());
    table.book.note(stray(8));

    assertThat(table.statusOf(7)).isEqualTo(UpstreamDebt.Status.SETTLED);
    assertThat(table.statusOf(8)).isEqualTo(UpstreamDebt.Status.SETTLED);
  }

  @Test
  void theEvidenceIsMaskedPrintableAndBounded() {
    IsoFields message =
        new IsoFields("0210")
            .set(2, Edge.CARD.digits())
            .set(44, "a\u0007b\u00e9")
            .set(100, "x".repeat(900));

    table.book.note(Stray.of("CUPNET", 0, Stray.Why.UNASKED, message, NOW));

    String evidence = table.noted().get(0).evidence();
    assertThat(evidence)
        .hasSize(500)
        .startsWith("0210 2=622848")
        .doesNotContain(Edge.CARD.digits())
        .contains("44=a.b.")
        .endsWith("~");
  }
}
