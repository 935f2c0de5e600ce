package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
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
  void whatCannotBeWrittenWaits() {
    note(0, 450);
    table.run("ALTER TABLE upstream_stray RENAME TO elsewhere");

    table.book.write();

    table.run("ALTER TABLE elsewhere RENAME TO upstream_stray");
    assertThat(table.noted()).hasSize(450).contains(stray(0), stray(449));
  }

  @Test
  void theEvidenceIsMaskedPrintableAndBounded() {
    IsoFields message =
        new IsoFields("0210")
            .set(2, Edge.CARD.digits())
            .set(44, "a\u0007b\u00e9")
            .set(63, "x".repeat(900));

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
