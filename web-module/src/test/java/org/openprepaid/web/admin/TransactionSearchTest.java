package org.openprepaid.web.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.web.error.ApiException;

/** What an operator may search by. */
class TransactionSearchTest {
  private static final String NONE = null;

  @Test
  void byTheTerminalsNumbers() {
    assertThat(TransactionSearch.of("10000001", "000001", "000123", NONE, NONE))
        .isEqualTo(new TransactionSearch.ByTerminal("10000001", 1, 123));
    assertThat(TransactionSearch.of("10000001", NONE, "7", NONE, NONE))
        .isEqualTo(new TransactionSearch.ByTerminal("10000001", null, 7));
  }

  @Test
  void byRrnAndByMaskedCard() {
    assertThat(TransactionSearch.of(NONE, NONE, NONE, "00000000000Z", NONE))
        .isEqualTo(new TransactionSearch.ByRrn(new Rrn(31)));
    assertThat(TransactionSearch.of(NONE, NONE, NONE, NONE, "622700******1234"))
        .isEqualTo(new TransactionSearch.ByCard("622700******1234"));
  }

  @ParameterizedTest
  @CsvSource({
    ",,,,",
    "10000001,,,,",
    "1000001,1,,,",
    "10000001,x,,,",
    "10000001,1234567,,,",
    "10000001,-1,,,",
    ",1,2,,",
    ",,5,00000000000Z,",
    "10000001,1,,00000000000Z,",
    ",,,00000000000Z,622700******1234",
    ",,,tooshort,",
    ",,,00000000000U,",
    ",,,,622700",
    ",,,,'622700%'"
  })
  void anythingElseIsRefused(
      String terminalId, String batch, String trace, String rrn, String card) {
    assertThatThrownBy(() -> TransactionSearch.of(terminalId, batch, trace, rrn, card))
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.code()).isEqualTo("OP-1809");
              assertThat(e.status().getStatusCode()).isEqualTo(400);
            });
  }

  @Test
  void aWholeCardNumberIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> TransactionSearch.of(NONE, NONE, NONE, NONE, "6227001234561234"))
        .hasMessageNotContaining("6227001234561234");
  }

  @Test
  void aPageHasBounds() {
    assertThat(Page.of(null, null)).isEqualTo(new Page(Long.MAX_VALUE, 20));
    assertThat(Page.of("00000000000Z", "100")).isEqualTo(new Page(31, 100));
    for (String limit : new String[] {"0", "101", "-1", "all", "99999999999999"}) {
      assertThatThrownBy(() -> Page.of(null, limit)).isInstanceOf(ApiException.class);
    }
    assertThatThrownBy(() -> Page.of("yesterday", null)).isInstanceOf(ApiException.class);
  }

  @Test
  void aStoryIsAskedForByRrnOrByDecimalId() {
    assertThat(TransactionResource.transactionId("00000000000Z")).isEqualTo(31);
    assertThat(TransactionResource.transactionId("31415926535897932"))
        .isEqualTo(31_415_926_535_897_932L);
    assertThat(TransactionResource.transactionId(String.valueOf((1L << 60) - 1)))
        .isEqualTo((1L << 60) - 1);
    for (String text : new String[] {"", "12", "99999999999999999999", "00000000000U"}) {
      assertThatThrownBy(() -> TransactionResource.transactionId(text))
          .isInstanceOf(ApiException.class);
    }
  }
}
