package org.openprepaid.upstreamhost.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostBookTest {
  private final Till till = new Till();

  @Test
  void purchaseTakesTheAmount() {
    Booking purchase = till.send(Kind.PURCHASE, 3_000, null);
    assertThat(purchase.responseCode()).isEqualTo("00");
    assertThat(purchase.authCode()).isEqualTo("000042");
    assertThat(till.available()).isEqualTo(97_000);
  }

  @Test
  void whatTheCardDoesNotHaveIsDeclined() {
    Booking purchase = till.send(Kind.PURCHASE, Till.BEGINNING + 1, null);
    assertThat(purchase.responseCode()).isEqualTo("51");
    assertThat(purchase.authCode()).isNull();
    assertThat(till.stateOf(purchase)).isEqualTo(State.DECLINED);
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
    assertThat(till.send(Kind.PURCHASE, 0, null).responseCode()).isEqualTo("13");
  }

  @Test
  void whatIsHeldCannotBeSpent() {
    till.send(Kind.PREAUTH, 90_000, null);
    assertThat(till.available()).isEqualTo(10_000);
    assertThat(till.send(Kind.PURCHASE, 10_001, null).responseCode()).isEqualTo("51");
  }

  @Test
  void reversalGivesBackOnceHoweverOftenItComes() {
    Booking purchase = till.send(Kind.PURCHASE, 3_000, null);
    Booking reversal = till.reverse(purchase);
    assertThat(till.send(reversal.key(), Kind.REVERSAL, 3_000, purchase.key())).isSameAs(reversal);
    // the same again under another trace number
    assertThat(till.reverse(purchase).effect()).isEqualTo(Effect.NOTHING_TO_UNDO);
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
    assertThat(till.stateOf(purchase)).isEqualTo(State.REVERSED);
  }

  @Test
  void lateOriginalOfAReversalIsDeclined() {
    MessageKey purchase = till.next(Kind.PURCHASE);
    Booking reversal = till.send(Kind.REVERSAL, 3_000, purchase);
    assertThat(reversal.responseCode()).isEqualTo("00");
    assertThat(reversal.effect()).isEqualTo(Effect.MARKED);
    assertThat(till.send(purchase, Kind.PURCHASE, 3_000, null).responseCode()).isEqualTo("68");
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
  }

  @Test
  void reversalOfADeclinedPurchaseGivesNothing() {
    Booking declined = till.send(Kind.PURCHASE, Till.BEGINNING + 1, null);
    assertThat(till.reverse(declined).responseCode()).isEqualTo("00");
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
    assertThat(till.stateOf(declined)).isEqualTo(State.DECLINED);
  }

  @Test
  void voidTakesBackThePurchaseAndItsReversalBringsItBack() {
    Booking purchase = till.send(Kind.PURCHASE, 3_000, null);
    Booking voided = till.send(Kind.PURCHASE_VOID, 3_000, purchase.key());
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
    assertThat(till.stateOf(purchase)).isEqualTo(State.VOIDED);
    assertThat(till.send(Kind.PURCHASE_VOID, 3_000, purchase.key()).responseCode()).isEqualTo("12");
    till.reverse(voided);
    assertThat(till.available()).isEqualTo(97_000);
    assertThat(till.stateOf(purchase)).isEqualTo(State.APPROVED);
  }

  @Test
  void voidMustNameItsOriginalAndItsAmount() {
    Booking purchase = till.send(Kind.PURCHASE, 3_000, null);
    Booking held = till.send(Kind.PREAUTH, 5_000, null);
    assertThat(till.send(Kind.PURCHASE_VOID, 2_999, purchase.key()).responseCode()).isEqualTo("64");
    assertThat(till.send(Kind.PURCHASE_VOID, 5_000, held.key()).responseCode()).isEqualTo("25");
    MessageKey unknown = till.next(Kind.PURCHASE);
    assertThat(till.send(Kind.PURCHASE_VOID, 1, unknown).responseCode()).isEqualTo("25");
  }

  @Test
  void completionUsesTheHoldUp() {
    Booking held = till.send(Kind.PREAUTH, 5_000, null);
    Booking completion = till.send(Kind.COMPLETION, 4_000, held.key());
    assertThat(completion.responseCode()).isEqualTo("00");
    assertThat(till.available()).isEqualTo(96_000);
    assertThat(till.stateOf(held)).isEqualTo(State.COMPLETED);
    assertThat(till.send(Kind.COMPLETION, 4_000, held.key()).responseCode()).isEqualTo("12");
    assertThat(till.send(Kind.PREAUTH_VOID, 5_000, held.key()).responseCode()).isEqualTo("12");
  }

  @Test
  void voidedCompletionHoldsAgainAndItsReversalCompletesAgain() {
    Booking held = till.send(Kind.PREAUTH, 5_000, null);
    Booking completion = till.send(Kind.COMPLETION_ADVICE, 4_000, held.key());
    Booking voided = till.send(Kind.COMPLETION_VOID, 4_000, completion.key());
    assertThat(till.available()).isEqualTo(95_000);
    assertThat(till.stateOf(held)).isEqualTo(State.APPROVED);
    till.reverse(voided);
    assertThat(till.available()).isEqualTo(96_000);
    assertThat(till.stateOf(held)).isEqualTo(State.COMPLETED);
    till.reverse(completion);
    assertThat(till.available()).isEqualTo(95_000);
    assertThat(till.stateOf(held)).isEqualTo(State.APPROVED);
  }

  @Test
  void completionMayTakeFifteenPerCentMore() {
    Booking held = till.send(Kind.PREAUTH, 10_000, null);
    assertThat(till.send(Kind.COMPLETION, 11_501, held.key()).responseCode()).isEqualTo("64");
    assertThat(till.send(Kind.COMPLETION, 11_500, held.key()).responseCode()).isEqualTo("00");
    assertThat(till.available()).isEqualTo(88_500);
  }

  @Test
  void completionWithAnotherAuthorisationCodeIsNotFound() {
    Booking held = till.send(Kind.PREAUTH, 5_000, null);
    MessageKey key = till.next(Kind.COMPLETION);
    Request request =
        new Request(
            key, Kind.COMPLETION, Till.CARD, "62*17", 5_000, "rrn", "000043", held.key(), null);
    assertThat(till.send(request).responseCode()).isEqualTo("25");
  }

  @Test
  void refundsGiveBackAtMostWhatWasPaid() {
    Booking purchase = till.send(Kind.PURCHASE, 3_000, null);
    Booking refund = till.send(Kind.REFUND, 2_000, purchase.key());
    assertThat(till.send(Kind.REFUND, 1_001, purchase.key()).responseCode()).isEqualTo("64");
    assertThat(till.book.find(purchase.key()).refunded()).isEqualTo(2_000);
    assertThat(till.available()).isEqualTo(99_000);
    // the rest goes with a reversal of the purchase, not the whole
    till.reverse(purchase);
    assertThat(till.available()).isEqualTo(Till.BEGINNING);
    assertThat(refund.responseCode()).isEqualTo("00");
  }

  @Test
  void unknownCardIsDeclinedUnlessEveryCardIsKnown() {
    MessageKey key = till.next(Kind.PURCHASE);
    Request foreign =
        new Request(key, Kind.PURCHASE, "foreign", "62*99", 3_000, "rrn", null, null, null);
    assertThat(till.send(foreign).responseCode()).isEqualTo("14");
    till.book = new HostBook(Map.of(), true, 10);
    assertThat(till.send(foreign).responseCode()).isEqualTo("00");
    assertThat(till.available()).isZero();
    assertThat(till.book.balance("foreign")).isEqualTo(-3_000);
  }

  @Test
  void oldestIsForgottenWhenTheMemoryIsFull() {
    till.book = new HostBook(Map.of(Till.CARD, Till.BEGINNING), false, 2);
    Booking first = till.send(Kind.PURCHASE, 1_000, null);
    till.send(Kind.PURCHASE, 1_000, null);
    till.send(Kind.PURCHASE, 1_000, null);
    assertThat(till.book.entries()).hasSize(2);
    assertThat(till.reverse(first).effect()).isEqualTo(Effect.MARKED);
  }

  @Test
  void elementNinetyNamesAMessageByFour() {
    MessageKey key =
        MessageKey.ofOriginalData(
            "0200" + "000123" + "1125093000" + "00048021560" + "0".repeat(11));
    assertThat(key).isEqualTo(new MessageKey("0200", "000123", "1125093000", "48021560"));
    assertThat(MessageKey.ofOriginalData(key.originalData())).isEqualTo(key);
    assertThat(MessageKey.ofOriginalData("12")).isNull();
    assertThat(MessageKey.ofOriginalData(null)).isNull();
    assertThat(MessageKey.parse(key.toString())).isEqualTo(key);
    assertThat(new MessageKey("0421", "1", "2", "3"))
        .isEqualTo(new MessageKey("0420", "1", "2", "3"));
  }
}
