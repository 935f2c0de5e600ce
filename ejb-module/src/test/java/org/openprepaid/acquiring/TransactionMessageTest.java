package org.openprepaid.acquiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.card.Pan;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.Rrn;

/** Each message of the profile becomes the request it means. */
class TransactionMessageTest {
  private static final RequestKey KEY = RequestKey.ofTerminal(Till.TERMINAL, 1, 17);
  private static final RequestKey ORIGINAL = RequestKey.ofTerminal(Till.TERMINAL, 1, 9);
  private static final Rrn RRN = new Rrn(987_654_321L);
  private static final Money AMOUNT = Money.of(3_000, Currency.CNY);
  private static final Pan CARD = Pan.of(Till.CARD);

  private final Till till = Till.signedIn();

  @Test
  void aPurchaseTellsWhoAsksForWhatWithWhichCard() {
    till.send(till.purchase());

    Request.Purchase purchase = till.gateway.only(Request.Purchase.class);
    assertThat(purchase.card()).isEqualTo(PresentedCard.of(CARD));
    assertThat(purchase.amount()).isEqualTo(AMOUNT);
    Origin origin = purchase.origin();
    assertThat(origin.key()).isEqualTo(KEY);
    assertThat(origin.channel()).isEqualTo(Channel.POS);
    assertThat(origin.merchantId()).isEqualTo(Till.MERCHANT);
    assertThat(origin.terminalId()).isEqualTo(Till.TERMINAL);
    assertThat(origin.batchNumber()).isEqualTo(1);
    assertThat(origin.trace()).isEqualTo(17);
  }

  @Test
  void theEvidenceIsTheMessageWithoutTheCardNumber() {
    till.send(till.purchase().set(35, Till.CARD + "D3012120").set(63, "CUP\u0007"));

    String evidence = till.gateway.only(Request.Purchase.class).origin().evidence();
    assertThat(evidence)
        .startsWith("0200 2=622700")
        .contains("11=000017")
        .doesNotContain(Till.CARD);
    assertThat(evidence).contains("63=CUP.");
  }

  @Test
  void theCardMayComeFromTheTrackAlone() {
    till.send(till.purchase().set(2, (String) null).set(35, Till.CARD + "D30121201234567"));

    assertThat(till.gateway.only(Request.Purchase.class).card())
        .isEqualTo(
            new PresentedCard(
                CARD,
                "3012",
                null,
                new PresentedCard.Stripe(Till.CARD + "=30121201234567", "120", null)));
  }

  @Test
  void aWholeTrackTellsServiceCodeAndVerificationValue() {
    till.send(till.purchase().set(35, Till.CARD + "D30121201234556100000"));

    assertThat(till.gateway.only(Request.Purchase.class).card().stripe())
        .isEqualTo(new PresentedCard.Stripe(Till.CARD + "=30121201234556100000", "120", "561"));
  }

  @Test
  void theTrackMayUseTheOtherSeparator() {
    till.send(till.purchase().set(35, Till.CARD + "=30121201234567"));

    assertThat(till.gateway.only(Request.Purchase.class).card().expiry()).isEqualTo("3012");
  }

  @Test
  void theExpiryThatTheTerminalStatesGoesBeforeTheTracks() {
    till.send(till.purchase().set(14, "2911").set(35, Till.CARD + "D30121201234567"));

    assertThat(till.gateway.only(Request.Purchase.class).card().expiry()).isEqualTo("2911");
  }

  @Test
  void aPinStaysEncryptedUnderTheTerminalsKey() {
    till.send(withPin(till.purchase()));

    PresentedCard.EncryptedPin pin = till.gateway.only(Request.Purchase.class).card().pin();
    assertThat(pin.key()).isEqualTo(till.keys().pinKey());
    assertThat(pin.block()).isEqualTo(Till.PIN_BLOCK);
  }

  @Test
  void theHostsClockCountsWhereTheTerminalTellsNoTime() {
    till.send(till.purchase());

    assertThat(till.gateway.only(Request.Purchase.class).origin().localTime())
        .isEqualTo(LocalDateTime.of(2026, 11, 22, 11, 30));
  }

  @ParameterizedTest
  @CsvSource({
    "1122, 2026-11-22T11:29:58",
    "0103, 2027-01-03T11:29:58",
    "0601, 2026-06-01T11:29:58",
  })
  void theTerminalsClockHasNoYear(String date, LocalDateTime told) {
    till.send(till.purchase().set(12, "112958").set(13, date));

    assertThat(till.gateway.only(Request.Purchase.class).origin().localTime()).isEqualTo(told);
  }

  @Test
  void aTopUp() {
    till.send(withCard(till.financial("0200", "400000", "66", "49")));

    Request.TopUp topUp = till.gateway.only(Request.TopUp.class);
    assertThat(topUp.card().pan()).isEqualTo(CARD);
    assertThat(topUp.amount()).isEqualTo(AMOUNT);
  }

  @Test
  void aBalanceInquiryHasNoAmount() {
    till.send(withPin(till.financial("0200", "310000", "00", "01").set(2, Till.CARD)));

    Request.BalanceInquiry inquiry = till.gateway.only(Request.BalanceInquiry.class);
    assertThat(inquiry.amount()).isEqualTo(Money.zero(Currency.CNY));
    assertThat(inquiry.card().pin()).isNotNull();
  }

  @Test
  void aPreAuthorisation() {
    till.send(withCard(till.financial("0100", "030000", "06", "10")));

    assertThat(till.gateway.only(Request.PreAuthorisation.class).amount()).isEqualTo(AMOUNT);
  }

  @Test
  void aVoidNamesThePurchaseOfThisTerminal() {
    till.send(withOriginal(withCard(till.financial("0200", "200000", "00", "23"))));

    assertThat(till.gateway.only(Request.VoidOfPurchase.class).original())
        .isEqualTo(new OriginalReference(RRN, ORIGINAL, "042137"));
  }

  @Test
  void aCompletionVoidNamesTheCompletionOfThisTerminal() {
    till.send(withCard(till.financial("0200", "200000", "06", "21")).set(61, "0000010000091122"));

    assertThat(till.gateway.only(Request.VoidOfCompletion.class).original())
        .isEqualTo(new OriginalReference(null, ORIGINAL, null));
  }

  @Test
  void aRefundGoesByTheReferenceNumberBecauseTheTerminalMayBeAnother() {
    till.send(withOriginal(withCard(till.financial("0220", "200000", "00", "25"))));

    assertThat(till.gateway.only(Request.Refund.class).original())
        .isEqualTo(new OriginalReference(RRN, null, "042137"));
  }

  @Test
  void aRefundWithoutReferenceNumberGoesByBatchAndTrace() {
    till.send(withCard(till.financial("0220", "200000", "00", "25")).set(61, "0000010000091122"));

    assertThat(till.gateway.only(Request.Refund.class).original())
        .isEqualTo(new OriginalReference(null, ORIGINAL, null));
  }

  @Test
  void aPreAuthorisationVoidGoesByTheAuthorisationCode() {
    till.send(
        withCard(till.financial("0100", "200000", "06", "11"))
            .set(38, "042137")
            .set(61, "0000010000091122"));

    assertThat(till.gateway.only(Request.VoidOfPreAuthorisation.class).original())
        .isEqualTo(new OriginalReference(null, null, "042137"));
  }

  @Test
  void aCompletionAsksAndItsAdviceTells() {
    till.send(withCard(till.financial("0200", "000000", "06", "20")).set(38, "042137"));
    assertThat(till.gateway.only(Request.Completion.class).advice()).isFalse();

    Till other = Till.signedIn();
    other.send(withCard(other.financial("0220", "000000", "06", "24")).set(38, "042137"));
    assertThat(other.gateway.only(Request.Completion.class).advice()).isTrue();
  }

  @Test
  void anOriginalOfBatchAndTraceZeroIsNone() {
    till.send(
        withCard(till.financial("0220", "200000", "00", "25"))
            .set(37, RRN.toString())
            .set(61, "000000000000"));

    assertThat(till.gateway.only(Request.Refund.class).original())
        .isEqualTo(new OriginalReference(RRN, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "000000, 00, 22",
    "200000, 00, 23",
    "200000, 00, 25",
    "400000, 66, 49",
    "030000, 06, 10",
    "200000, 06, 11",
    "000000, 06, 20",
    "000000, 06, 24",
    "200000, 06, 21",
  })
  void theReversalOfEachNamesItByTraceAndBatch(String code, String condition, String type) {
    till.send(withCard(till.financial("0400", code, condition, type)).set(39, "98"));

    Request.Reversal reversal = till.gateway.only(Request.Reversal.class);
    assertThat(reversal.originalKey()).isEqualTo(KEY);
    assertThat(reversal.origin().key()).isEqualTo(KEY.ofReversal());
    assertThat(reversal.amount()).isEqualTo(AMOUNT);
    assertThat(reversal.card()).isEqualTo(PresentedCard.of(CARD));
  }

  @Test
  void theReversalOfAnInquiryHasNoAmount() {
    till.send(till.financial("0400", "310000", "00", "01").set(2, Till.CARD));

    assertThat(till.gateway.only(Request.Reversal.class).amount())
        .isEqualTo(Money.zero(Currency.CNY));
  }

  @Test
  void aReversalDoesWithoutACard() {
    till.send(till.financial("0400", "000000", "00", "22").set(4, "000000003000"));

    assertThat(till.gateway.only(Request.Reversal.class).card()).isNull();
  }

  @Test
  void theReversalOfAPurchaseMayRepeatBatchAndTraceInTheOriginalsElement() {
    till.send(withCard(till.financial("0400", "000000", "00", "22")).set(61, "0000010000091122"));

    assertThat(till.gateway.only(Request.Reversal.class).originalKey()).isEqualTo(ORIGINAL);
  }

  @Test
  void theReversalOfAVoidUndoesTheVoidNotThePurchaseThatTheVoidNamed() {
    till.send(withCard(till.financial("0400", "200000", "00", "23")).set(61, "0000010000091122"));

    assertThat(till.gateway.only(Request.Reversal.class).originalKey()).isEqualTo(KEY);
  }

  private static IsoFields withCard(IsoFields fields) {
    return fields.set(2, Till.CARD).set(4, "000000003000");
  }

  private static IsoFields withOriginal(IsoFields fields) {
    return fields.set(37, RRN.toString()).set(38, "042137").set(61, "0000010000091122");
  }

  private static IsoFields withPin(IsoFields fields) {
    return fields.set(26, "12").set(52, Till.PIN_BLOCK).set(53, "2600000000000000");
  }
}
