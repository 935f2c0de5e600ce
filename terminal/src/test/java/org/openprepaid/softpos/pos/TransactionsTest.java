package org.openprepaid.softpos.pos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openprepaid.softpos.iso.IsoMessage;

/** Given a card with 100.00 at a terminal that is signed in. */
class TransactionsTest {
  @TempDir private Path directory;
  private Shop shop;
  private PosTerminal terminal;

  @BeforeEach
  void open() {
    shop = new Shop(directory);
    terminal = shop.signedIn();
  }

  @AfterEach
  void close() throws Exception {
    terminal.close();
    shop.close();
  }

  @Test
  void aPurchaseTakesItsAmountAndTellsTheBalance() {
    Outcome outcome = terminal.purchase(shop.card, 30_00);

    assertThat(outcome.approved()).isTrue();
    assertThat(outcome.balance()).hasValue(70_00);
    assertThat(shop.balance()).isEqualTo(70_00);
    assertThat(terminal.totals()).isEqualTo(new Totals(30_00, 1, 0, 0));
  }

  @Test
  void aPurchaseAboveTheBalanceIsDeclinedAndDoesNotCount() {
    assertThat(terminal.purchase(shop.card, 100_01).code()).isEqualTo("51");
    assertThat(terminal.totals()).isEqualTo(new Totals(0, 0, 0, 0));
  }

  @Test
  void aKeyedPurchaseHasNumberAndExpiryAndASwipedOneItsTrackOnly() {
    terminal.purchase(shop.card, 1_00);
    String track = Shop.PAN + "D30121010000";
    terminal.purchase(new Card(Shop.PAN, track, "3012", null, EntryMode.SWIPED, null), 1_00);

    IsoMessage keyed = shop.host.book().received("0200").get(0);
    IsoMessage swiped = shop.host.book().received("0200").get(1);
    assertThat(keyed.fields())
        .containsExactly(2, 3, 4, 11, 14, 22, 25, 26, 41, 42, 49, 52, 53, 60, 64);
    assertThat(keyed.get(22)).isEqualTo("011");
    assertThat(keyed.get(60)).isEqualTo("22000001000");
    assertThat(swiped.fields()).containsExactly(3, 4, 11, 22, 25, 35, 41, 42, 49, 60, 64);
    assertThat(swiped.get(22)).isEqualTo("022");
  }

  @Test
  void aVoidNamesItsPurchaseAndTheTotalsCountBoth() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    Outcome voided = terminal.voidPurchase(terminal.slip(bought));

    IsoMessage request = voided.request();
    assertThat(voided.approved()).isTrue();
    assertThat(request.get(37)).isEqualTo(bought.rrn());
    assertThat(request.get(38)).isEqualTo(bought.authCode());
    assertThat(request.get(61)).isEqualTo("000001" + bought.request().get(11) + "1122");
    assertThat(shop.balance()).isEqualTo(100_00);
    assertThat(terminal.totals()).isEqualTo(new Totals(30_00, 1, 30_00, 1));
    assertThat(terminal.slip(bought).voided()).isTrue();
  }

  @Test
  void aPreAuthorisationIsCompletedForLessAndTheCompletionVoided() {
    Outcome held = terminal.preAuthorise(shop.card, 50_00);
    Outcome completed = terminal.complete(terminal.slip(held), 40_00);
    Outcome voided = terminal.voidCompletion(terminal.slip(completed));

    assertThat(held.request().mti()).isEqualTo("0100");
    assertThat(completed.request().get(38)).isEqualTo(held.authCode());
    assertThat(completed.request().has(37)).isFalse();
    assertThat(voided.request().get(37)).isEqualTo(completed.rrn());
    assertThat(terminal.totals()).isEqualTo(new Totals(40_00, 1, 40_00, 1));
  }

  @Test
  void topUpAndRefundCountAsCredits() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    terminal.refund(terminal.slip(bought), 10_00);
    terminal.topUp(shop.card, 5_00);
    terminal.inquiry(shop.card);

    assertThat(shop.balance()).isEqualTo(85_00);
    assertThat(terminal.totals()).isEqualTo(new Totals(30_00, 1, 15_00, 2));
  }

  @ParameterizedTest
  @EnumSource(KeyLength.class)
  void bothLengthsOfKeysServe(KeyLength length) {
    terminal.signIn(length);
    assertThat(terminal.purchase(shop.card, 1_00).approved()).isTrue();
    assertThat(terminal.keys().doubleLength()).isEqualTo(length == KeyLength.DOUBLE);
  }

  @Test
  void aWrongMacIsRefusedByTheHostAndMovesNothing() {
    terminal.faults().wrongMac();
    assertThat(terminal.purchase(shop.card, 30_00).code()).isEqualTo("A0");
    assertThat(shop.balance()).isEqualTo(100_00);
  }

  @Test
  void anotherBatchIsRefused() {
    terminal.faults().batch(77);
    assertThat(terminal.purchase(shop.card, 30_00).code()).isEqualTo("77");
  }

  @Test
  void theSameBytesAgainGetTheSameAnswerAndMoveNothingMore() {
    Outcome bought = terminal.purchase(shop.card, 30_00);
    Outcome again = terminal.resend(bought);

    assertThat(again.reply()).isEqualTo(bought.reply());
    assertThat(shop.balance()).isEqualTo(70_00);
  }

  @Test
  void afterSignOffNothingIsSold() {
    terminal.signOff();
    assertThatThrownBy(() -> terminal.purchase(shop.card, 1_00))
        .isInstanceOf(TerminalException.class)
        .hasMessageStartingWith("OP-1955");
  }

  @Test
  void echoNeedsNoKeys() {
    terminal.signOff();
    assertThat(terminal.echo().approved()).isTrue();
  }
}
