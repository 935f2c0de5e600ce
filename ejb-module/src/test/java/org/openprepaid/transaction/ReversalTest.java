package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.yuan;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reversal undoes its original exactly once, however often and in whatever order it comes. */
class ReversalTest {
  private final Counter counter = Counter.withCardOf(100);

  @AfterEach
  void ledgerIsClean() {
    counter.assertLedgerIsClean();
  }

  @Test
  void aReversedPurchaseIsAsIfItNeverWas() {
    Outcome purchase = counter.buy(yuan(30));
    Outcome reversal = counter.reverse(purchase);

    assertThat(reversal.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.posted(Counter.PAYABLE)).isEqualTo(yuan(0));
    assertThat(counter.reverse(purchase)).isEqualTo(reversal);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aReversalThatComesFirstLeavesAMarkAndTheLateOriginalIsDeclined() {
    Request.Purchase late = counter.purchase(yuan(30));
    Outcome reversal = counter.submit(counter.reversalOf(late.origin(), yuan(30)));
    Outcome declined = counter.submit(late);

    assertThat(reversal.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(declined.code()).isEqualTo(ResponseCode.LATE);
    assertThat(counter.submit(late)).isEqualTo(declined);
    assertThat(counter.submit(counter.reversalOf(late.origin(), yuan(30)))).isEqualTo(reversal);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void reversalAndOriginalInOneGroupComeOutTheSameInEitherOrder() {
    Request.Purchase one = counter.purchase(yuan(30));
    Request.Purchase two = counter.purchase(yuan(20));
    counter.submitAsOneGroup(List.of(one, counter.reversalOf(one.origin(), yuan(30))));
    counter.submitAsOneGroup(List.of(counter.reversalOf(two.origin(), yuan(20)), two));

    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aDeclinedOriginalIsReversedWithoutEffect() {
    Outcome declined = counter.buy(yuan(130));
    assertThat(counter.reverse(declined).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void anotherAmountAnotherCardOrAnotherMerchantIsRefused() {
    Outcome purchase = counter.buy(yuan(30));
    Origin origin = counter.record(purchase).origin();
    Request.Reversal right = counter.reversalOf(origin, yuan(30));
    Request otherCard =
        new Request.Reversal(
            right.origin(),
            PresentedCard.of(Counter.OTHER_CARD),
            yuan(30),
            origin.key(),
            TransactionKind.PURCHASE);

    assertThat(counter.submit(otherCard).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
    Outcome next = counter.buy(yuan(20));
    Origin nextOrigin = counter.record(next).origin();
    assertThat(counter.submit(counter.reversalOf(nextOrigin, yuan(19))).code())
        .isEqualTo(ResponseCode.ORIGINAL_AMOUNT_DIFFERS);
    assertThat(counter.balance()).isEqualTo(yuan(50));
  }

  @Test
  void aReversalWithoutACardFindsItByItsOriginal() {
    Outcome purchase = counter.buy(yuan(30));
    Request.Reversal reversal = counter.reversalOf(counter.record(purchase).origin(), yuan(30));
    counter.submit(
        new Request.Reversal(
            reversal.origin(), null, yuan(30), reversal.originalKey(), TransactionKind.PURCHASE));
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aReversalComesAfterCutOverAndAfterTheBatchWasClosed() {
    Outcome purchase = counter.buy(yuan(30));
    counter.cutOver();
    counter.settle(Counter.TERMINAL);

    Outcome reversal = counter.reverse(purchase);
    assertThat(reversal.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(reversal.businessDate()).isEqualTo(counter.today);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aReversalOfAReversalIsRefused() {
    Outcome purchase = counter.buy(yuan(30));
    Outcome reversal = counter.reverse(purchase);

    assertThat(counter.reverse(reversal).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aVoidedOrRefundedPurchaseCanNoLongerBeReversed() {
    Outcome voided = counter.buy(yuan(30));
    counter.voidPurchase(voided, yuan(30));
    Outcome refunded = counter.buy(yuan(30));
    counter.refund(refunded, yuan(10));

    assertThat(counter.reverse(voided).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.reverse(refunded).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.balance()).isEqualTo(yuan(80));
  }

  @Test
  void aReversedVoidLetsThePurchaseStandAgain() {
    Outcome purchase = counter.buy(yuan(30));
    Outcome voided = counter.voidPurchase(purchase, yuan(30));

    assertThat(counter.reverse(voided).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(70));
    assertThat(counter.record(purchase).state()).isEqualTo(TransactionState.APPROVED);
    assertThat(counter.voidPurchase(purchase, yuan(30)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aReversedRefundMayBeMadeAgain() {
    Outcome purchase = counter.buy(yuan(30));
    Outcome refund = counter.refund(purchase, yuan(30));

    assertThat(counter.reverse(refund).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(70));
    assertThat(counter.refund(purchase, yuan(30)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void whatWasSpentMeanwhileGoesToSuspense() {
    Outcome topUp = counter.topUp(yuan(50));
    counter.buy(yuan(120));

    assertThat(counter.reverse(topUp).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(0));
    assertThat(counter.posted(2)).isEqualTo(yuan(-20));
    assertThat(counter.posted(1)).isEqualTo(yuan(-100));
  }

  @Test
  void whatIsHeldMeanwhileStaysHeld() {
    Outcome topUp = counter.topUp(yuan(50));
    counter.preAuthorise(yuan(130));

    assertThat(counter.reverse(topUp).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.available()).isEqualTo(yuan(0));
    assertThat(counter.posted(2)).isEqualTo(yuan(-30));
  }

  @Test
  void aReversedPreAuthorisationHoldsNothing() {
    Outcome hold = counter.preAuthorise(yuan(60));
    assertThat(counter.reverse(hold).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.available()).isEqualTo(yuan(100));
  }

  @Test
  void aCompletedPreAuthorisationCanNoLongerBeReversed() {
    Outcome hold = counter.preAuthorise(yuan(60));
    counter.complete(hold, yuan(60));
    assertThat(counter.reverse(hold).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.balance()).isEqualTo(yuan(40));
  }

  @Test
  void aReversedVoidOfAPreAuthorisationHoldsAgain() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome voided = counter.voidPreAuthorisation(hold, yuan(60));

    assertThat(counter.reverse(voided).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.held()).isEqualTo(yuan(60));
    assertThat(counter.complete(hold, yuan(60)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aReversedCompletionHoldsAgainAndMayBeCompletedAnew() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome completion = counter.complete(hold, yuan(45));

    assertThat(counter.reverse(completion).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.held()).isEqualTo(yuan(60));
    assertThat(counter.complete(hold, yuan(45)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aReversedVoidOfACompletionTakesTheMoneyAgain() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome completion = counter.complete(hold, yuan(45));
    Outcome voided = counter.voidCompletion(completion, yuan(45));

    assertThat(counter.reverse(voided).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(55));
    assertThat(counter.held()).isEqualTo(yuan(0));
    assertThat(counter.record(completion).state()).isEqualTo(TransactionState.APPROVED);
  }

  @Test
  void aVoidOfACompletionThatWasCompletedAnewCanNoLongerBeReversed() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome completion = counter.complete(hold, yuan(45));
    Outcome voided = counter.voidCompletion(completion, yuan(45));
    counter.complete(hold, yuan(60));

    assertThat(counter.reverse(voided).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.balance()).isEqualTo(yuan(40));
  }

  @Test
  void aRefusedReversalDoesNotStandInTheWayOfTheRightOne() {
    Outcome purchase = counter.buy(yuan(30));
    Origin origin = counter.record(purchase).origin();

    assertThat(counter.submit(counter.reversalOf(origin, yuan(31))).code())
        .isEqualTo(ResponseCode.ORIGINAL_AMOUNT_DIFFERS);
    assertThat(counter.reverse(purchase).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void anotherKindThanTheOriginalsIsRefused() {
    Outcome purchase = counter.buy(yuan(30));
    Origin origin = counter.record(purchase).origin();
    Request asVoid = counter.reversalOf(origin, yuan(30), TransactionKind.PURCHASE_VOID);

    assertThat(counter.submit(asVoid).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
    assertThat(counter.balance()).isEqualTo(yuan(70));
  }

  @Test
  void aRepeatOfWhatWasReversedIsNotApprovedAgain() {
    Request.Purchase purchase = counter.purchase(yuan(30));
    counter.reverse(counter.submit(purchase));

    assertThat(counter.submit(purchase).code()).isEqualTo(ResponseCode.LATE);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aSuspendedTerminalStillReverses() {
    Outcome purchase = counter.buy(yuan(30));
    counter.terminalActive = false;
    counter.merchantActive = false;

    assertThat(counter.reverse(purchase).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aCompletionIsVoidedByItsPreAuthorisationsCodeToo() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome completion = counter.complete(hold, yuan(45));
    RequestKey key = counter.record(completion).origin().key();
    Request voided =
        new Request.VoidOfCompletion(
            counter.next(),
            Counter.entered(Counter.CARD),
            yuan(45),
            new OriginalReference(null, key, hold.authCode()));

    assertThat(counter.submit(voided).code()).isEqualTo(ResponseCode.APPROVED);
  }
}
