package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertCode;
import static org.openprepaid.system.Replies.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.iso.IsoMessage;
import org.openprepaid.softpos.key.Keys;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Settlement;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.Transaction;

/** The end of a terminal's day. */
@ExtendWith(RunningInstance.class)
class SettlementIT {
  @Test
  void totalsThatAgreeCloseTheBatchAndOpenTheNext(Counter counter) {
    PosTerminal terminal = counter.terminal();
    int batch = terminal.batch();
    aDayOfTrade(counter);

    Settlement settlement = terminal.settle();

    assertApproved(settlement.outcome());
    assertThat(settlement.result()).isEqualTo(1);
    assertApproved(terminal.uploadEnd(true, 0, batch));
    assertThat(counter.terminal().batch()).isEqualTo(batch + 1);
  }

  @Test
  void aBatchWithoutTradeBalances(Counter counter) {
    assertThat(counter.terminal().settle().balanced()).isTrue();
  }

  @Test
  void aSettlementWhoseAnswerWasLostIsAskedAgain(Counter counter) {
    PosTerminal terminal = counter.terminal();
    assertApproved(terminal.purchase(counter.cardWithPin(), 30_00));
    Settlement settlement = terminal.settle();

    Outcome again = assertApproved(terminal.resend(settlement.outcome()));

    assertThat(again.reply().get(48)).isEqualTo(settlement.outcome().reply().get(48));
  }

  @Test
  void otherTotalsForABatchThatIsSettledAreADuplicate(Counter counter) {
    PosTerminal terminal = counter.terminal();
    assertApproved(terminal.purchase(counter.cardWithPin(), 30_00));
    IsoMessage presented = terminal.settle().outcome().request();

    try (Wire wire = counter.wire()) {
      assertCode("94", wire.ask(presented.with(48, "0".repeat(62))));
    }
  }

  @Test
  void theClosedBatchTakesNothingMore(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    int closed = terminal.batch();
    Keys keys = terminal.keys();
    assertThat(terminal.settle().balanced()).isTrue();

    // with the keys that it had, should it not sign in again
    IsoMessage late =
        terminal
            .forms()
            .financial(Transaction.PURCHASE, card, 30_00, closed, terminal.takeTrace(), null, keys);
    try (Wire wire = counter.wire()) {
      assertCode("77", wire.ask(Wire.sealed(late, keys)));
    }
    counter.terminal().faults().batch(closed);
    assertRefused("77", terminal.purchase(card, 30_00));
    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  @Test
  void afterSettlementAPurchaseIsNotVoidedButRefunded(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));
    Card keyedIn = terminal.cardOf(purchase);
    assertThat(terminal.settle().balanced()).isTrue();
    counter.terminal();

    assertRefused(
        "12", terminal.perform(Transaction.PURCHASE_VOID, keyedIn, 30_00, purchase.asOriginal()));
    assertApproved(
        terminal.perform(Transaction.REFUND, keyedIn, 30_00, purchase.asOriginal()),
        Institution.ISSUED);
  }

  @Test
  void totalsThatDoNotAgreeWantTheDetailsAndThenCloseTheBatch(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    int batch = terminal.batch();
    Keys keys = terminal.keys();
    aDayOfTrade(counter);
    // of this one the terminal's journal knows nothing
    IsoMessage forgotten =
        terminal
            .forms()
            .financial(Transaction.PURCHASE, card, 70_00, batch, terminal.takeTrace(), null, keys);
    assertApproved(terminal.send(forgotten));

    Settlement settlement = terminal.settle();

    assertThat(settlement.unbalanced()).isTrue();
    assertThat(settlement.result()).isEqualTo(2);
    assertRefused("77", terminal.purchase(card, 10_00));
    assertApproved(terminal.batchUpload(settlement));
    assertThat(counter.terminal().batch()).isEqualTo(batch + 1);
    assertThat(counter.available(card)).isEqualTo(930_00);
    assertThat(terminal.settle().balanced()).isTrue();
  }

  @Test
  void aTerminalThatHasNotSignedInCannotSettle(Counter counter) {
    PosTerminal terminal = counter.terminal();
    int batch = terminal.batch();
    assertApproved(terminal.signOff());

    try (Wire wire = counter.wire()) {
      assertCode("77", wire.ask(terminal.forms().settlement("0".repeat(62), batch, 1)));
    }
  }

  /** All that counts, all that does not, and what was undone. */
  private static void aDayOfTrade(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));
    Slip wrongOne = terminal.slip(assertApproved(terminal.purchase(card, 40_00)));
    assertApproved(terminal.voidPurchase(wrongOne));
    assertApproved(terminal.refund(purchase, 10_00));
    assertApproved(terminal.topUp(card, 100_00));
    assertRefused("51", terminal.purchase(card, 4_999_00));
    Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(card, 200_00)));
    Slip completion = terminal.slip(assertApproved(terminal.complete(hold, 150_00)));
    assertApproved(terminal.voidCompletion(completion));
    assertApproved(terminal.completionAdvice(hold, 120_00));
    terminal.faults().dropReply();
    terminal.purchase(card, 60_00);
    assertApproved(terminal.reverse(terminal.slip(assertApproved(terminal.purchase(card, 5_00)))));
    assertThat(counter.available(card)).isEqualTo(960_00);
  }
}
