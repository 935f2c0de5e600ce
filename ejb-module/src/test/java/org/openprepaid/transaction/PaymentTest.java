package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.yuan;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.card.CardStatus;
import org.openprepaid.card.Pan;

/** Purchase, void, refund, top-up, inquiry, and who may ask for them. */
class PaymentTest {
  private final Counter counter = Counter.withCardOf(100);

  @AfterEach
  void ledgerIsClean() {
    counter.assertLedgerIsClean();
  }

  @Test
  void aPurchaseMovesMoneyFromTheCardToTheMerchant() {
    Outcome purchase = counter.buy(yuan(30));

    assertThat(purchase.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(purchase.available()).isEqualTo(yuan(70));
    assertThat(purchase.authCode()).matches("[0-9]{6}");
    assertThat(counter.balance()).isEqualTo(yuan(70));
    assertThat(counter.posted(Counter.PAYABLE)).isEqualTo(yuan(30));
  }

  @Test
  void theWholeBalanceMayBeSpentAndNotAFenMore() {
    assertThat(counter.buy(yuan(100)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.INSUFFICIENT_FUNDS);
    assertThat(counter.balance()).isEqualTo(yuan(0));
  }

  @Test
  void aPurchaseAboveTheProductsLimitIsRefused() {
    counter.topUp(yuan(4_000));
    assertThat(counter.buy(yuan(2_001)).code()).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(counter.buy(yuan(2_000)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aTopUpIsCovererdByTheReserveAndStaysBelowTheCap() {
    assertThat(counter.topUp(yuan(4_900)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.posted(1)).isEqualTo(yuan(-5_000));
    assertThat(counter.topUp(yuan(1)).code()).isEqualTo(ResponseCode.AMOUNT_LIMIT);
  }

  @Test
  void anInquiryTellsWhatIsAvailable() {
    counter.preAuthorise(yuan(40));
    assertThat(counter.inquire().available()).isEqualTo(yuan(60));
  }

  @Test
  void aRepeatGetsTheSameAnswerAndHasNoEffect() {
    Request.Purchase purchase = counter.purchase(yuan(30));
    Outcome first = counter.submit(purchase);
    counter.buy(yuan(20));

    assertThat(counter.submit(purchase)).isEqualTo(first);
    assertThat(counter.balance()).isEqualTo(yuan(50));
  }

  @Test
  void aRepeatWithinOneGroupHasNoEffectEither() {
    Request.Purchase purchase = counter.purchase(yuan(30));
    List<Outcome> outcomes = counter.submitAsOneGroup(List.of(purchase, purchase, purchase));

    assertThat(outcomes).containsOnly(outcomes.get(0));
    assertThat(counter.balance()).isEqualTo(yuan(70));
  }

  @Test
  void theSameKeyWithAnotherBodyIsADuplicate() {
    Request.Purchase purchase = counter.purchase(yuan(30));
    counter.submit(purchase);
    Request.Purchase other = new Request.Purchase(purchase.origin(), purchase.card(), yuan(31));

    assertThat(counter.submit(other).code()).isEqualTo(ResponseCode.DUPLICATE);
    assertThat(counter.balance()).isEqualTo(yuan(70));
  }

  @Test
  void aDeclineIsRememberedToo() {
    Request.Purchase purchase = counter.purchase(yuan(130));
    Outcome declined = counter.submit(purchase);
    counter.topUp(yuan(100));

    assertThat(declined.code()).isEqualTo(ResponseCode.INSUFFICIENT_FUNDS);
    assertThat(counter.submit(purchase)).isEqualTo(declined);
  }

  @Test
  void aVoidGivesThePurchaseBackOnce() {
    Outcome purchase = counter.buy(yuan(30));

    assertThat(counter.voidPurchase(purchase, yuan(30)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.record(purchase).state()).isEqualTo(TransactionState.VOIDED);
    assertThat(counter.voidPurchase(purchase, yuan(30)).code())
        .isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aVoidWantsTheWholeAmount() {
    Outcome purchase = counter.buy(yuan(30));
    assertThat(counter.voidPurchase(purchase, yuan(29)).code())
        .isEqualTo(ResponseCode.ORIGINAL_AMOUNT_DIFFERS);
  }

  @Test
  void aSettledPurchaseCanNoLongerBeVoidedButRefunded() {
    Outcome purchase = counter.buy(yuan(30));
    counter.settle(Counter.TERMINAL);

    assertThat(counter.voidPurchase(purchase, yuan(30)).code())
        .isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.refund(purchase, yuan(30)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void aVoidOfWhatIsNotThereOrWasDeclinedFindsNoOriginal() {
    Outcome declined = counter.buy(yuan(130));
    assertThat(counter.voidPurchase(declined, yuan(130)).code())
        .isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
    OriginalReference nowhere =
        new OriginalReference(null, RequestKey.ofTerminal(Counter.TERMINAL, 1, 999_999), null);
    Request voided =
        new Request.VoidOfPurchase(
            counter.next(), Counter.entered(Counter.CARD), yuan(30), nowhere);
    assertThat(counter.submit(voided).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
  }

  @Test
  void aVoidWithAnotherCardOrAnotherAuthorisationCodeFindsNoOriginal() {
    Outcome purchase = counter.buy(yuan(30));
    RequestKey key = counter.record(purchase).origin().key();
    Request otherCard =
        new Request.VoidOfPurchase(
            counter.next(),
            Counter.entered(Counter.OTHER_CARD),
            yuan(30),
            new OriginalReference(null, key, null));
    String wrongCode = purchase.authCode().equals("000000") ? "000001" : "000000";
    Request otherCode =
        new Request.VoidOfPurchase(
            counter.next(),
            Counter.entered(Counter.CARD),
            yuan(30),
            new OriginalReference(null, key, wrongCode));

    assertThat(counter.submit(otherCard).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
    assertThat(counter.submit(otherCode).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
  }

  @Test
  void refundsAddUpToTheAmountAtMost() {
    Outcome purchase = counter.buy(yuan(30));
    counter.cutOver();

    assertThat(counter.refund(purchase, yuan(20)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.refund(purchase, yuan(11)).code()).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(counter.refund(purchase, yuan(10)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.voidPurchase(purchase, yuan(30)).code())
        .isEqualTo(ResponseCode.INVALID_TRANSACTION);
  }

  @Test
  void aRefundByAnotherMerchantFindsNoOriginal() {
    Outcome purchase = counter.buy(yuan(30));
    Request refund =
        new Request.Refund(
            counter.at(Counter.FOREIGN_TERMINAL, Counter.OTHER_MERCHANT),
            Counter.entered(Counter.CARD),
            yuan(30),
            Counter.byRrn(purchase));
    assertThat(counter.submit(refund).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
  }

  @Test
  void aRefundAtTheMerchantsOtherTerminalIsFine() {
    Outcome purchase = counter.buy(yuan(30));
    Request refund =
        new Request.Refund(
            counter.at(Counter.OTHER_TERMINAL, Counter.MERCHANT),
            Counter.entered(Counter.CARD),
            yuan(30),
            Counter.byRrn(purchase));
    assertThat(counter.submit(refund).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void moneyComesBackEvenToABlockedOrExpiredCard() {
    Outcome purchase = counter.buy(yuan(30));
    counter.block(CardStatus.BLOCKED);
    counter.expireCardAt("2501");
    assertThat(counter.refund(purchase, yuan(30)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aCardThatIsNotInGoodStandingBuysNothing() {
    counter.block(CardStatus.BLOCKED);
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.RESTRICTED_CARD);
    counter.block(CardStatus.LOST);
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.LOST_CARD);
    counter.block(CardStatus.STOLEN);
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.STOLEN_CARD);
    counter.block(CardStatus.CLOSED);
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.NO_SUCH_CARD);
  }

  @Test
  void aCardIsGoodToTheEndOfItsMonth() {
    counter.expireCardAt("2611");
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.APPROVED);
    counter.expireCardAt("2610");
    assertThat(counter.buy(yuan(1)).code()).isEqualTo(ResponseCode.EXPIRED_CARD);
  }

  @Test
  void aPresentedExpiryMustBeTheCards() {
    PresentedCard card =
        new PresentedCard(Counter.CARD, "2911", Counter.withPin(Counter.CARD).pin());
    assertThat(counter.submit(new Request.Purchase(counter.next(), card, yuan(1))).code())
        .isEqualTo(ResponseCode.EXPIRED_CARD);
  }

  @Test
  void anUnknownCardIsNoSuchCard() {
    String body = "622700000000999";
    Pan unknown = Pan.of(body + Pan.checkDigit(body));
    assertThat(
            counter
                .submit(new Request.Purchase(counter.next(), Counter.withPin(unknown), yuan(1)))
                .code())
        .isEqualTo(ResponseCode.NO_SUCH_CARD);
  }

  @Test
  void threeWrongPinsBlockThePin() {
    for (int i = 0; i < 3; i++) {
      assertThat(buyWith(Counter.withWrongPin(Counter.CARD))).isEqualTo(ResponseCode.WRONG_PIN);
    }
    assertThat(buyWith(Counter.withPin(Counter.CARD))).isEqualTo(ResponseCode.PIN_TRIES_EXCEEDED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
  }

  @Test
  void theRightPinForgivesTheWrongOnes() {
    buyWith(Counter.withWrongPin(Counter.CARD));
    buyWith(Counter.withWrongPin(Counter.CARD));
    assertThat(buyWith(Counter.withPin(Counter.CARD))).isEqualTo(ResponseCode.APPROVED);
    buyWith(Counter.withWrongPin(Counter.CARD));
    buyWith(Counter.withWrongPin(Counter.CARD));
    assertThat(buyWith(Counter.withPin(Counter.CARD))).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aMissingPinAndAMalformedBlockAreRefusedAndNotCounted() {
    for (int i = 0; i < 4; i++) {
      assertThat(buyWith(Counter.entered(Counter.CARD))).isEqualTo(ResponseCode.WRONG_PIN);
      assertThat(buyWith(Counter.withBadPinBlock(Counter.CARD))).isEqualTo(ResponseCode.PIN_FORMAT);
    }
    assertThat(buyWith(Counter.withPin(Counter.CARD))).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aStripeWithTheRightVerificationValueBuys() {
    assertThat(buyWith(Counter.swiped(Counter.CARD, Counter.CVN))).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aStripeWithAnotherVerificationValueOrNoneIsSuspectedOfFraud() {
    assertThat(buyWith(Counter.swiped(Counter.CARD, "000")))
        .isEqualTo(ResponseCode.SUSPECTED_FRAUD);
    assertThat(buyWith(Counter.swiped(Counter.CARD, null))).isEqualTo(ResponseCode.SUSPECTED_FRAUD);
  }

  private ResponseCode buyWith(PresentedCard card) {
    return counter.submit(new Request.Purchase(counter.next(), card, yuan(1))).code();
  }

  @Test
  void aTerminalThatIsUnknownForeignOrOutOfServiceIsRefused() {
    Origin unknown =
        new Origin(
            RequestKey.ofTerminal("NOWHERE1", 1, 1),
            Channel.POS,
            Counter.MERCHANT,
            "NOWHERE1",
            1,
            1,
            counter.now,
            "");
    assertThat(code(unknown)).isEqualTo(ResponseCode.UNKNOWN_TERMINAL);
    assertThat(code(counter.at(Counter.TERMINAL, Counter.OTHER_MERCHANT)))
        .isEqualTo(ResponseCode.INVALID_MERCHANT);
    counter.terminalActive = false;
    assertThat(code(counter.next())).isEqualTo(ResponseCode.NOT_ALLOWED_FOR_TERMINAL);
    counter.merchantActive = false;
    assertThat(code(counter.next())).isEqualTo(ResponseCode.INVALID_MERCHANT);
  }

  @Test
  void aClosedOrUploadingBatchTakesNothingMore() {
    Origin inOldBatch = counter.next();
    counter.settle(Counter.TERMINAL);
    assertThat(code(inOldBatch)).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
    counter.batchOpen = false;
    assertThat(code(counter.next())).isEqualTo(ResponseCode.SIGN_IN_AGAIN);
  }

  private ResponseCode code(Origin origin) {
    return counter
        .submit(new Request.Purchase(origin, Counter.withPin(Counter.CARD), yuan(1)))
        .code();
  }

  @Test
  void afterCutOverATransactionFallsInTheNewDay() {
    Outcome before = counter.buy(yuan(1));
    counter.cutOver();
    Outcome after = counter.buy(yuan(1));
    assertThat(after.businessDate()).isEqualTo(before.businessDate().plusDays(1));
  }
}
