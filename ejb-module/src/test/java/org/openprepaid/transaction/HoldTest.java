package org.openprepaid.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openprepaid.transaction.Counter.yuan;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pre-authorisation family: pending, then posted, voided or expired. */
class HoldTest {
  private final Counter counter = Counter.withCardOf(100);

  @AfterEach
  void ledgerIsClean() {
    counter.assertLedgerIsClean();
  }

  @Test
  void aPreAuthorisationLowersWhatIsAvailableAndMovesNothing() {
    Outcome hold = counter.preAuthorise(yuan(60));

    assertThat(hold.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(hold.available()).isEqualTo(yuan(40));
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.buy(yuan(41)).code()).isEqualTo(ResponseCode.INSUFFICIENT_FUNDS);
    assertThat(counter.buy(yuan(40)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aCompletionTakesUpToTheHoldAndFreesTheRest() {
    Outcome hold = counter.preAuthorise(yuan(60));

    assertThat(counter.complete(hold, yuan(61)).code()).isEqualTo(ResponseCode.AMOUNT_LIMIT);
    assertThat(counter.complete(hold, yuan(45)).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(55));
    assertThat(counter.held()).isEqualTo(yuan(0));
    assertThat(counter.posted(Counter.PAYABLE)).isEqualTo(yuan(45));
    assertThat(counter.complete(hold, yuan(15)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
  }

  @Test
  void aCompletionMayComeOnAnotherDayFromTheMerchantsOtherTerminal() {
    Outcome hold = counter.preAuthorise(yuan(60));
    counter.cutOver();
    Request completion =
        new Request.Completion(
            counter.at(Counter.OTHER_TERMINAL, Counter.MERCHANT),
            Counter.entered(Counter.CARD),
            yuan(60),
            Counter.byAuthCode(hold),
            true);
    assertThat(counter.submit(completion).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aCompletionByAnotherMerchantFindsNoOriginal() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Request completion =
        new Request.Completion(
            counter.at(Counter.FOREIGN_TERMINAL, Counter.OTHER_MERCHANT),
            Counter.entered(Counter.CARD),
            yuan(60),
            Counter.byAuthCode(hold),
            false);
    assertThat(counter.submit(completion).code()).isEqualTo(ResponseCode.ORIGINAL_NOT_FOUND);
  }

  @Test
  void aVoidFreesTheHoldWhole() {
    Outcome hold = counter.preAuthorise(yuan(60));

    assertThat(counter.voidPreAuthorisation(hold, yuan(59)).code())
        .isEqualTo(ResponseCode.ORIGINAL_AMOUNT_DIFFERS);
    assertThat(counter.voidPreAuthorisation(hold, yuan(60)).code())
        .isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.available()).isEqualTo(yuan(100));
    assertThat(counter.complete(hold, yuan(60)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
  }

  @Test
  void aVoidedCompletionGivesTheMoneyBackAndHoldsItAgain() {
    Outcome hold = counter.preAuthorise(yuan(60));
    Outcome completion = counter.complete(hold, yuan(45));

    assertThat(counter.voidCompletion(completion, yuan(45)).code())
        .isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.balance()).isEqualTo(yuan(100));
    assertThat(counter.held()).isEqualTo(yuan(60));
    assertThat(counter.complete(hold, yuan(60)).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void aHoldThatComesBackKeepsNoMoreThanIsThere() {
    Outcome hold = counter.preAuthorise(yuan(100));
    Outcome completion = counter.complete(hold, yuan(10));
    counter.buy(yuan(85));

    assertThat(counter.voidCompletion(completion, yuan(10)).code())
        .isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.held()).isEqualTo(yuan(15));
    assertThat(counter.available()).isEqualTo(yuan(0));
  }

  @Test
  void aHoldExpiresWhenItsTimeIsOverAndNotBefore() {
    Outcome hold = counter.preAuthorise(yuan(60));
    counter.now = counter.now.plusDays(29);
    counter.expire(hold);
    assertThat(counter.held()).isEqualTo(yuan(60));
  }

  @Test
  void anExpiredHoldIsFreeAndCanNoLongerBeCompleted() {
    Outcome hold = counter.preAuthorise(yuan(60));
    counter.now = counter.now.plusDays(30);

    assertThat(counter.complete(hold, yuan(60)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.expire(hold).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.available()).isEqualTo(yuan(100));
    assertThat(counter.complete(hold, yuan(60)).code()).isEqualTo(ResponseCode.INVALID_TRANSACTION);
    assertThat(counter.expire(hold).code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(counter.available()).isEqualTo(yuan(100));
  }
}
