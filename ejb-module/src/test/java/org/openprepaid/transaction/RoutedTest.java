package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.FOREIGN_CARD;
import static org.openprepaid.transaction.Counter.PAYABLE;
import static org.openprepaid.transaction.Counter.SETTLEMENT;
import static org.openprepaid.transaction.Counter.entered;
import static org.openprepaid.transaction.Counter.yuan;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openprepaid.money.Money;

/** Purchases and what follows them with a card that another host holds. */
class RoutedTest {
  private final Counter counter = Counter.withCardOf(0);

  private Outcome bought(int yuan) {
    return counter.approve(counter.forward(counter.foreignPurchase(yuan(yuan))));
  }

  private Outcome voiding(Outcome purchase, Money amount) {
    return counter.forward(
        new Request.VoidOfPurchase(
            counter.next(), entered(FOREIGN_CARD), amount, counter.byKey(purchase)));
  }

  private TransactionState stateOf(Outcome of) {
    return counter.record(of).state();
  }

  @Test
  void aPurchaseIsPendingUntilItsHostHasAnswered() {
    Outcome asked = counter.forward(counter.foreignPurchase(yuan(30)));

    assertThat(asked.isPending()).isTrue();
    assertThat(asked.forwarding().sent().host()).isEqualTo(Counter.HOST);
    assertThat(stateOf(asked)).isEqualTo(TransactionState.PENDING);
    assertThat(counter.exchange(asked).status()).isEqualTo(Exchange.Status.PENDING);
    assertThat(counter.entries()).isEmpty();

    Outcome approved = counter.approve(asked);

    assertThat(approved.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(approved.authCode()).isEqualTo("778899");
    assertThat(approved.transactionId()).isEqualTo(asked.transactionId());
    assertThat(counter.posted(SETTLEMENT)).isEqualTo(yuan(-30));
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(30));
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void whatTheHostDeclinesMovesNothingAndOwesNothing() {
    Outcome declined = counter.decline(counter.forward(counter.foreignPurchase(yuan(30))));

    assertThat(declined.code()).isEqualTo(ResponseCode.INSUFFICIENT_FUNDS);
    assertThat(stateOf(declined)).isEqualTo(TransactionState.DECLINED);
    assertThat(counter.entries()).isEmpty();
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void anAnswerThatDoesNotComeIsToldAs98AndOwesAReversal() {
    Outcome unanswered = counter.timeOut(counter.forward(counter.foreignPurchase(yuan(30))));

    assertThat(unanswered.code()).isEqualTo(ResponseCode.NO_ANSWER);
    assertThat(counter.owed())
        .containsExactly(Owed.reversal(unanswered.transactionId(), HostAnswer.NO_ANSWER));
  }

  @Test
  void anAnswerThatComesLateChangesNothing() {
    Outcome unanswered = counter.timeOut(counter.forward(counter.foreignPurchase(yuan(30))));

    assertThat(counter.approve(unanswered).code()).isEqualTo(ResponseCode.NO_ANSWER);

    assertThat(counter.entries()).isEmpty();
    assertThat(counter.owed()).hasSize(1);
  }

  @Test
  void aSecondAnswerChangesNothing() {
    Outcome approved = bought(30);

    assertThat(counter.decline(approved).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.timeOut(approved).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.approve(approved).code()).isEqualTo(ResponseCode.APPROVED);

    assertThat(counter.entries()).hasSize(1);
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void whatNeverLeftIsDeclinedWithoutDebt() {
    Outcome unsent =
        counter.answer(
            counter.forward(counter.foreignPurchase(yuan(30))),
            HostAnswer.unsent(ResponseCode.ISSUER_UNAVAILABLE));

    assertThat(unsent.code()).isEqualTo(ResponseCode.ISSUER_UNAVAILABLE);
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void anInquiryWithoutAnswerOwesNothingForItHasNoEffect() {
    counter.timeOut(
        counter.forward(
            new Request.BalanceInquiry(counter.next(), entered(FOREIGN_CARD), yuan(0))));

    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void anAnswerAfterCutOverIsPostedInTheNewDay() {
    Outcome asked = counter.forward(counter.foreignPurchase(yuan(30)));
    counter.cutOver();

    Outcome approved = counter.approve(asked);

    assertThat(approved.businessDate()).isEqualTo(counter.today);
    assertThat(counter.record(approved).businessDate()).isEqualTo(counter.today);
    assertThat(counter.entries().get(0).businessDate()).isEqualTo(counter.today);
  }

  @Test
  void aRepeatWhileTheHostIsAskedIsStillPendingAndAsksNobody() {
    Request.Forwarded purchase = counter.forwarded(counter.foreignPurchase(yuan(30)));
    Outcome first = counter.submit(purchase);

    Outcome repeat = counter.submit(purchase);

    assertThat(repeat.isPending()).isTrue();
    assertThat(repeat.transactionId()).isEqualTo(first.transactionId());
    assertThat(repeat.forwarding()).isNull();
  }

  @Test
  void theTerminalsReversalOfAnApprovedPurchaseUndoesItAndOwesTheHostsOwn() {
    Outcome approved = bought(30);

    assertThat(counter.reverseForeign(approved).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.reverseForeign(approved).code()).isEqualTo(ResponseCode.APPROVED);

    assertThat(stateOf(approved)).isEqualTo(TransactionState.REVERSED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(0));
    assertThat(counter.posted(SETTLEMENT)).isEqualTo(yuan(0));
    assertThat(counter.owed()).containsExactly(Owed.reversal(approved.transactionId(), "00"));
  }

  @Test
  void theTerminalsReversalOfAPendingPurchaseDoesNotWaitForTheHost() {
    Outcome asked = counter.forward(counter.foreignPurchase(yuan(30)));

    assertThat(counter.reverseForeign(asked).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.approve(asked).code()).isEqualTo(ResponseCode.LATE);
    assertThat(counter.timeOut(asked).code()).isEqualTo(ResponseCode.LATE);

    assertThat(counter.exchange(asked).status()).isEqualTo(Exchange.Status.UNKNOWN);
    assertThat(counter.entries()).isEmpty();
    assertThat(counter.owed()).hasSize(1);
  }

  @Test
  void aReversalThatComesFirstLeavesAMarkAndNobodyIsAsked() {
    Request.Purchase purchase = counter.foreignPurchase(yuan(30));
    counter.submit(counter.reversalOf(purchase.origin(), yuan(30)));

    Outcome late = counter.forward(purchase);

    assertThat(late.code()).isEqualTo(ResponseCode.LATE);
    assertThat(late.forwarding()).isNull();
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void aReversalWithAnotherCardFindsNothing() {
    Outcome approved = bought(30);

    assertThat(counter.reverse(approved).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void aVoidTakesItsPurchaseAtOnceAndGivesItBackWhenTheHostDeclines() {
    Outcome purchase = bought(30);

    Outcome voiding = voiding(purchase, yuan(30));

    assertThat(voiding.forwarding().original().transactionId()).isEqualTo(purchase.transactionId());
    assertThat(stateOf(purchase)).isEqualTo(TransactionState.VOIDED);
    assertThat(voiding(purchase, yuan(30)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);

    counter.decline(voiding);

    assertThat(stateOf(purchase)).isEqualTo(TransactionState.APPROVED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(30));
  }

  @Test
  void aVoidThatTheHostApprovesTakesTheMoneyBack() {
    Outcome purchase = bought(30);

    counter.approve(voiding(purchase, yuan(30)));

    assertThat(stateOf(purchase)).isEqualTo(TransactionState.VOIDED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(0));
    assertThat(counter.posted(SETTLEMENT)).isEqualTo(yuan(0));
  }

  @Test
  void aVoidWithoutAnswerOwesItsOwnReversalAndThePurchaseStands() {
    Outcome purchase = bought(30);
    Outcome voiding = voiding(purchase, yuan(30));

    counter.timeOut(voiding);

    assertThat(stateOf(purchase)).isEqualTo(TransactionState.APPROVED);
    assertThat(counter.owed())
        .containsExactly(Owed.reversal(voiding.transactionId(), HostAnswer.NO_ANSWER));
  }

  @Test
  void aRefundIsPostedAtOnceAndTheHostIsTold() {
    Outcome purchase = bought(30);

    Outcome refund =
        counter.forward(
            new Request.Refund(
                counter.next(), entered(FOREIGN_CARD), yuan(10), Counter.byRrn(purchase)));

    assertThat(refund.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.exchange(refund).status()).isEqualTo(Exchange.Status.ADVISED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(20));
    assertThat(counter.record(purchase).refunded()).isEqualTo(yuan(10));
    assertThat(counter.owed()).containsExactly(Owed.advice(refund.transactionId()));
  }

  @Test
  void aReversedRefundIsUndoneAndTheHostIsToldThatToo() {
    Outcome purchase = bought(30);
    Outcome refund =
        counter.forward(
            new Request.Refund(
                counter.next(), entered(FOREIGN_CARD), yuan(10), Counter.byRrn(purchase)));

    counter.reverseForeign(refund);

    assertThat(counter.record(purchase).refunded()).isEqualTo(yuan(0));
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(30));
    assertThat(counter.owed())
        .containsExactly(
            Owed.advice(refund.transactionId()), Owed.reversal(refund.transactionId(), "00"));
  }

  @Test
  void aPreAuthorisationIsCompletedByItsCardAndCode() {
    Outcome held =
        counter.approve(
            counter.forward(
                new Request.PreAuthorisation(counter.next(), entered(FOREIGN_CARD), yuan(100))));
    assertThat(counter.entries()).isEmpty();

    Outcome asked =
        counter.forward(
            new Request.Completion(
                counter.next(), entered(FOREIGN_CARD), yuan(80), Counter.byAuthCode(held), false));

    assertThat(asked.forwarding().original().transactionId()).isEqualTo(held.transactionId());
    assertThat(counter.approve(asked).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(80));
  }

  private Outcome held(int yuan) {
    return counter.approve(
        counter.forward(
            new Request.PreAuthorisation(counter.next(), entered(FOREIGN_CARD), yuan(yuan))));
  }

  private Outcome complete(Outcome held, int yuan, boolean advice) {
    return counter.forward(
        new Request.Completion(
            counter.next(), entered(FOREIGN_CARD), yuan(yuan), Counter.byRrn(held), advice));
  }

  @Test
  void aPreAuthorisationIsCompletedOnceAndByAdviceForNoMoreThanWasHeld() {
    Outcome held = held(100);

    assertThat(complete(held, 101, true).code()).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(complete(held, 100, true).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(complete(held, 1, true).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(complete(held, 1, false).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(100));
  }

  @Test
  void aCompletionThatIsDeclinedOrReversedLeavesItsPreAuthorisationAsItWas() {
    Outcome held = held(100);
    counter.decline(complete(held, 100, false));
    assertThat(stateOf(held)).isEqualTo(TransactionState.APPROVED);

    Outcome completed = counter.approve(complete(held, 100, false));
    assertThat(stateOf(held)).isEqualTo(TransactionState.COMPLETED);
    counter.reverseForeign(completed);

    assertThat(stateOf(held)).isEqualTo(TransactionState.APPROVED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(0));
  }

  private Outcome voidCompletion(Outcome completed, int yuan) {
    return counter.forward(
        new Request.VoidOfCompletion(
            counter.next(), entered(FOREIGN_CARD), yuan(yuan), counter.byKey(completed)));
  }

  @Test
  void afterAVoidedCompletionThePreAuthorisationCanBeCompletedAgain() {
    Outcome held = held(100);
    Outcome wrong = counter.approve(complete(held, 90, false));

    Outcome voided = voidCompletion(wrong, 90);
    assertThat(stateOf(held)).as("until the host agrees").isEqualTo(TransactionState.COMPLETED);
    counter.approve(voided);

    assertThat(stateOf(held)).isEqualTo(TransactionState.APPROVED);
    counter.approve(complete(held, 80, false));
    assertThat(stateOf(held)).isEqualTo(TransactionState.COMPLETED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(80));
  }

  @Test
  void aVoidOfACompletionThatIsDeclinedOrReversedLeavesItStanding() {
    Outcome held = held(100);
    Outcome completed = counter.approve(complete(held, 90, false));
    counter.decline(voidCompletion(completed, 90));
    assertThat(stateOf(completed)).isEqualTo(TransactionState.APPROVED);
    assertThat(stateOf(held)).isEqualTo(TransactionState.COMPLETED);

    counter.reverseForeign(counter.approve(voidCompletion(completed, 90)));

    assertThat(stateOf(completed)).isEqualTo(TransactionState.APPROVED);
    assertThat(stateOf(held)).isEqualTo(TransactionState.COMPLETED);
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(90));
  }

  @Test
  void theVoidOfACompletionStandsOnceThePreAuthorisationIsUsedAgain() {
    Outcome held = held(100);
    Outcome voided = voidCompletion(counter.approve(complete(held, 90, false)), 90);
    counter.approve(voided);
    counter.approve(complete(held, 80, false));

    assertThat(counter.reverseForeign(voided).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);

    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(80));
    assertThat(counter.owed()).isEmpty();
  }

  @Test
  void aRepeatGetsItsAnswerThoughNoHostCanBeAskedAnyMore() {
    Request.Purchase purchase = counter.foreignPurchase(yuan(30));
    Outcome approved = counter.approve(counter.forward(purchase));
    Request.Forwarded again =
        new Request.Forwarded(
            purchase,
            new Transmission(Counter.HOST, "0200", 77, counter.now),
            ResponseCode.ISSUER_UNAVAILABLE);

    assertThat(counter.submit(again).rrn()).isEqualTo(approved.rrn());

    Request.Forwarded fresh =
        new Request.Forwarded(
            counter.foreignPurchase(yuan(30)), again.sent(), ResponseCode.ISSUER_UNAVAILABLE);
    Outcome refused = counter.submit(fresh);
    assertThat(refused.code()).isEqualTo(ResponseCode.ISSUER_UNAVAILABLE);
    assertThat(refused.isRecorded()).isFalse();
  }

  @Test
  void whatActsOnATransactionOfOursIsNotAnothersToDecide() {
    Counter rich = Counter.withCardOf(100);
    Outcome own = rich.buy(yuan(30));

    Outcome refund =
        rich.forward(
            new Request.Refund(rich.next(), entered(Counter.CARD), yuan(10), Counter.byRrn(own)));

    assertThat(refund.code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
  }

  @Test
  void aTopUpOfAForeignCardIsRefusedBeforeAnybodyIsAsked() {
    Outcome outcome =
        counter.forward(new Request.TopUp(counter.next(), entered(FOREIGN_CARD), yuan(30)));

    assertThat(outcome.code()).isEqualTo(ResponseCode.NOT_ALLOWED_FOR_CARD);
    assertThat(outcome.forwarding()).isNull();
  }

  @Test
  void aSuspendedMerchantAsksNobody() {
    counter.merchantActive = false;

    Outcome outcome = counter.forward(counter.foreignPurchase(yuan(30)));

    assertThat(outcome.code()).isEqualTo(ResponseCode.INVALID_MERCHANT);
    assertThat(outcome.forwarding()).isNull();
  }

  @Test
  void anAnswerAndAReversalInOneGroupTakeEffectInTheirOrder() {
    Outcome asked = counter.forward(counter.foreignPurchase(yuan(30)));
    TransactionRecord waiting = counter.record(asked);
    Request answer =
        new Request.Answered(
            waiting.origin(),
            waiting.amount(),
            waiting.kind(),
            waiting.id(),
            HostAnswer.answered(ResponseCode.APPROVED, "00", "778899", null));
    Request.Reversal plain = counter.reversalOf(waiting.origin(), yuan(30));
    Request reversal =
        new Request.Reversal(
            plain.origin(),
            PresentedCard.of(FOREIGN_CARD),
            yuan(30),
            plain.originalKey(),
            TransactionKind.PURCHASE);

    List<Outcome> outcomes = counter.submitAsOneGroup(List.of(answer, reversal));

    assertThat(outcomes).allMatch(outcome -> outcome.code().isApproved());
    assertThat(stateOf(asked)).isEqualTo(TransactionState.REVERSED);
    assertThat(counter.record(asked).authCode()).isEqualTo("778899");
    assertThat(counter.posted(PAYABLE)).isEqualTo(yuan(0));
  }
}
