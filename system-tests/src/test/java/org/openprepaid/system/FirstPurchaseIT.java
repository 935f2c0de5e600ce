package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.system.Replies.assertApproved;
import static org.openprepaid.system.Replies.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.EntryMode;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.Original;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.Slip;
import org.openprepaid.softpos.pos.Transaction;

/** Every transaction a counter makes, each card beginning with 1,000.00. */
@ExtendWith(RunningInstance.class)
class FirstPurchaseIT {
  @Test
  void aTerminalSignsInTestsTheLineBuysAndSignsOff(Counter counter) {
    PosTerminal terminal = counter.terminalAsItIs();

    assertApproved(terminal.signIn(KeyLength.DOUBLE));
    assertThat(terminal.keys().doubleLength()).isTrue();
    assertThat(terminal.batch()).isPositive();
    assertApproved(terminal.echo());
    Outcome purchase = assertApproved(terminal.purchase(counter.cardWithPin(), 30_00), 970_00);
    assertThat(purchase.rrn()).hasSize(12);
    assertThat(purchase.authCode()).matches("[0-9]{6}");
    assertApproved(terminal.signOff());
  }

  @Test
  void aTerminalWithSingleLengthKeysBuysAsWell(Counter counter) {
    PosTerminal terminal = counter.terminalAsItIs();

    assertApproved(terminal.signIn(KeyLength.SINGLE));

    assertThat(terminal.keys().doubleLength()).isFalse();
    assertApproved(terminal.purchase(counter.cardWithPin(), 30_00), 970_00);
  }

  @Test
  void newKeysComeWithEverySignInAndTheBatchStaysOpen(Counter counter) {
    PosTerminal terminal = counter.terminal();
    int batch = terminal.batch();
    byte[] mak = terminal.keys().mak();
    Card card = counter.cardWithPin();
    assertApproved(terminal.purchase(card, 10_00));

    assertApproved(terminal.signIn(KeyLength.DOUBLE));

    assertThat(terminal.batch()).isEqualTo(batch);
    assertThat(terminal.keys().mak()).isNotEqualTo(mak);
    assertApproved(terminal.purchase(card, 10_00), 980_00);
  }

  @Test
  void aCardIsSwipedKeyedInOrReadByItsChip(Counter counter) {
    Card card = counter.cardWithoutPin();

    assertApproved(counter.terminal().purchase(card, 1_00), 999_00);
    assertApproved(counter.terminal().purchase(card.by(EntryMode.KEYED), 1_00), 998_00);
    assertApproved(counter.terminal().purchase(card.by(EntryMode.CONTACTLESS), 1_00), 997_00);
  }

  @Test
  void anInquiryTellsWhatIsThereAndMovesNothing(Counter counter) {
    Card card = counter.cardWithPin();

    assertApproved(counter.terminal().inquiry(card), 1_000_00);
    assertApproved(counter.terminal().inquiry(card), 1_000_00);
  }

  @Test
  void aPurchaseIsVoidedWhole(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 30_00), 970_00));

    assertApproved(terminal.voidPurchase(purchase), 1_000_00);

    assertRefused("12", terminal.voidPurchase(purchase));
    assertThat(counter.available(card)).isEqualTo(1_000_00);
  }

  @Test
  void aVoidOfAnotherAmountOrOfNothingIsRefused(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 30_00)));

    assertRefused("64", terminal.follow(Transaction.PURCHASE_VOID, purchase, 29_99));
    assertRefused(
        "25",
        terminal.perform(
            Transaction.PURCHASE_VOID,
            card.by(EntryMode.KEYED).withoutPin(),
            30_00,
            new Original(purchase.batch(), 999_999, null, "0ZZZZZZZZZZZ", "000000")));
    assertThat(counter.available(card)).isEqualTo(970_00);
  }

  @Test
  void aRefundGivesBackUpToWhatWasPaid(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip purchase = terminal.slip(assertApproved(terminal.purchase(card, 50_00), 950_00));

    assertApproved(terminal.refund(purchase, 20_00), 970_00);
    assertRefused("61", terminal.refund(purchase, 30_01));
    assertApproved(terminal.refund(purchase, 30_00), 1_000_00);
    assertRefused("61", terminal.refund(purchase, 1));
    // what was given back in part cannot be taken back whole
    assertRefused("12", terminal.voidPurchase(purchase));
  }

  @Test
  void aTopUpLoadsACardUpToItsCap(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithoutPin();

    assertApproved(terminal.topUp(card, 100_00), 1_100_00);
    assertRefused("61", terminal.topUp(card, 3_900_01));
    assertApproved(terminal.topUp(card, 3_900_00), 5_000_00);
  }

  @Test
  void moreThanThereIsCannotBeSpent(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();

    assertRefused("51", terminal.purchase(card, 1_000_01));
    assertApproved(terminal.purchase(card, 1_000_00), 0);
    assertRefused("51", terminal.purchase(card, 1));
  }

  @Test
  void aPreAuthorisationKeepsMoneyAsideUntilItIsCompleted(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();

    Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(card, 200_00), 800_00));
    assertRefused("51", terminal.purchase(card, 800_01));
    assertRefused("61", terminal.complete(hold, 200_01));
    Slip completion = terminal.slip(assertApproved(terminal.complete(hold, 150_00), 850_00));
    assertRefused("12", terminal.complete(hold, 50_00));

    // the hold is there again, and can be given up
    assertApproved(terminal.voidCompletion(completion), 800_00);
    assertApproved(terminal.voidPreAuthorisation(hold), 1_000_00);
    assertRefused("12", terminal.complete(hold, 1_00));
  }

  @Test
  void aCompletionIsAdvisedAfterTheFact(Counter counter) {
    PosTerminal terminal = counter.terminal();
    Card card = counter.cardWithPin();
    Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(card, 200_00)));

    Slip advice = terminal.slip(assertApproved(terminal.completionAdvice(hold, 120_00), 880_00));

    assertRefused("61", terminal.refund(advice, 120_01));
    assertApproved(terminal.refund(advice, 120_00), 1_000_00);
  }

  @Test
  void aHoldIsCompletedAtAnotherCounterOfTheMerchantAndNoOther(Counter counter) {
    Card card = counter.cardWithPin();
    PosTerminal terminal = counter.terminal();
    Slip hold = terminal.slip(assertApproved(terminal.preAuthorise(card, 200_00)));
    Card keyedIn = terminal.cardOf(hold);

    assertRefused(
        "25",
        counter
            .elsewhere()
            .terminal()
            .perform(Transaction.COMPLETION, keyedIn, 150_00, hold.asOriginal()));
    assertApproved(
        counter
            .beside()
            .terminal()
            .perform(Transaction.COMPLETION, keyedIn, 150_00, hold.asOriginal()),
        850_00);
  }
}
