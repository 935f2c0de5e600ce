package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.key.PinFormat;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.Channel;
import org.openprepaid.transaction.Origin;
import org.openprepaid.transaction.OriginalReference;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.RequestKey;
import org.openprepaid.transaction.TransactionKind;

/** What a host asks about our cards becomes the request it means. */
class NetworkRequestsTest {
  private static final String HOST = Edge.CUPNET;
  private static final RequestKey KEY =
      RequestKey.ofNetwork(HOST, FromHost.ACQUIRER, "1122033000", 17);
  private static final RequestKey EARLIER =
      RequestKey.ofNetwork(HOST, FromHost.ACQUIRER, "1121155901", 4711);
  private static final byte[] PIN_BLOCK = {1, 2, 3, 4, 5, 6, 7, 8};

  private final TestZone zone = TestZone.withKeysOf(HOST);
  private final NetworkRequests requests =
      new NetworkRequests(new ZoneKeys(zone.security), Edge.SHANGHAI);

  private Request mapped(IsoFields message) {
    try {
      return requests.map(HOST, FromHost.signed(message));
    } catch (RefusedRequestException e) {
      throw new AssertionError("refused: " + e.getMessage(), e);
    }
  }

  // -- who asks

  @Test
  void aPurchaseComesThroughTheNetworkAndNotFromATerminalOfOurs() {
    Request request = mapped(FromHost.purchase());

    assertThat(request)
        .isInstanceOf(Request.Purchase.class)
        .extracting(Request::card)
        .isEqualTo(PresentedCard.of(FromHost.CARD));
    assertThat(request.amount()).isEqualTo(Money.of(3_000, Currency.CNY));
    Origin origin = request.origin();
    assertThat(origin.key()).isEqualTo(KEY);
    assertThat(origin.channel()).isEqualTo(Channel.NETWORK);
    assertThat(origin.network()).isEqualTo(HOST);
    assertThat(origin.isFromTerminal()).isFalse();
    assertThat(origin.merchantId()).isEqualTo("555550000000001");
    assertThat(origin.terminalId()).isEqualTo("TERM0001");
    assertThat(origin.batchNumber()).isZero();
    assertThat(origin.trace()).isEqualTo(17);
    assertThat(origin.localTime()).isEqualTo(LocalDateTime.of(2026, 11, 22, 11, 29, 58));
  }

  @Test
  void theEvidenceIsTheMessageWithoutTheCardNumber() {
    String evidence = mapped(FromHost.purchase().set(63, "x\u0007")).origin().evidence();

    assertThat(evidence)
        .startsWith("0200 2=622700")
        .contains("11=000017", "63=x.")
        .doesNotContain(FromHost.CARD.digits());
  }

  // -- what is asked

  @ParameterizedTest
  @CsvSource({
    "0100, 030000, 06, PRE_AUTHORISATION",
    "0100, 200000, 06, PRE_AUTHORISATION_VOID",
    "0200, 000000, 00, PURCHASE",
    "0200, 200000, 00, PURCHASE_VOID",
    "0200, 310000, 00, BALANCE_INQUIRY",
    "0200, 000000, 06, COMPLETION",
    "0200, 200000, 06, COMPLETION_VOID",
    "0220, 200000, 00, REFUND",
    "0221, 200000, 00, REFUND",
    "0220, 000000, 06, COMPLETION_ADVICE",
    "0221, 000000, 06, COMPLETION_ADVICE",
  })
  void eachMessageIsTheRequestItMeans(
      String mti, String processingCode, String condition, TransactionKind kind) {
    Request request = mapped(FromHost.following(mti, processingCode, condition));

    assertThat(request.kind()).isEqualTo(kind);
    assertThat(request.origin().key()).isEqualTo(KEY);
    if (request instanceof Request.Following following) {
      assertThat(following.original()).isEqualTo(new OriginalReference(null, EARLIER, "042137"));
    }
  }

  /** What another host is asked for by us, a host may ask us for, in the same words. */
  @ParameterizedTest
  @CsvSource({
    "PURCHASE",
    "PURCHASE_VOID",
    "REFUND",
    "BALANCE_INQUIRY",
    "PRE_AUTHORISATION",
    "PRE_AUTHORISATION_VOID",
    "COMPLETION",
    "COMPLETION_ADVICE",
    "COMPLETION_VOID",
  })
  void bothSidesSpeakTheSameWords(TransactionKind kind) {
    MessageForm form = MessageForm.of(kind);

    IsoFields message = FromHost.following(form.mti(), form.processingCode(), form.condition());

    assertThat(mapped(message).kind()).isEqualTo(kind);
  }

  @Test
  void anInquiryHasNoAmount() {
    assertThat(mapped(FromHost.inquiry()).amount()).isEqualTo(Money.zero(Currency.CNY));
  }

  @Test
  void aCompletionMayNameItsHoldByTheAuthorisationCodeAlone() {
    Request.Completion completion =
        (Request.Completion) mapped(FromHost.message("0200", "000000", "06").set(38, "042137"));

    assertThat(completion.original()).isEqualTo(new OriginalReference(null, null, "042137"));
    assertThat(completion.advice()).isFalse();
  }

  // -- the same request

  @Test
  void aRepetitionHasTheKeyOfTheFirst() {
    IsoFields first = FromHost.following("0220", "000000", "06");
    IsoFields again = FromHost.following("0221", "000000", "06");

    assertThat(mapped(again).origin().key()).isEqualTo(mapped(first).origin().key());
  }

  @Test
  void anotherTraceTimeAcquirerOrHostIsAnotherRequest() throws Exception {
    assertThat(mapped(FromHost.purchase().set(11, "000018")).origin().key()).isNotEqualTo(KEY);
    assertThat(mapped(FromHost.purchase().set(7, "1122033001")).origin().key()).isNotEqualTo(KEY);
    assertThat(mapped(FromHost.purchase().set(32, "49990001")).origin().key()).isNotEqualTo(KEY);
    assertThat(requests.map(Edge.ALTNET, FromHost.signed(FromHost.purchase())).origin().key())
        .isNotEqualTo(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"49990000", "049990000", "00049990000"})
  void theAcquirerIsTheSameWithItsLeadingZeros(String acquirer) {
    assertThat(mapped(FromHost.purchase().set(32, acquirer)).origin().key()).isEqualTo(KEY);
  }

  @Test
  void anAcquirerOfZerosIsOneToo() {
    IsoFields reversal = FromHost.reversal("0420").set(32, "00");
    reversal.set(90, "0200" + "000017" + "1122033000" + "0".repeat(22));

    RequestKey original = ((Request.Reversal) mapped(reversal)).originalKey();

    assertThat(original).isEqualTo(mapped(FromHost.purchase().set(32, "0")).origin().key());
  }

  // -- reversals

  @ParameterizedTest
  @ValueSource(strings = {"0400", "0401", "0420", "0421"})
  void aReversalNamesTheMessageThatItUndoes(String mti) {
    Request.Reversal reversal = (Request.Reversal) mapped(FromHost.reversal(mti));

    RequestKey purchase = mapped(FromHost.purchase()).origin().key();
    assertThat(reversal.originalKey()).isEqualTo(purchase);
    assertThat(reversal.originalKind()).isEqualTo(TransactionKind.PURCHASE);
    assertThat(reversal.origin().key()).isEqualTo(purchase.ofReversal());
    assertThat(reversal.amount()).isEqualTo(Money.of(3_000, Currency.CNY));
    assertThat(reversal.card()).isEqualTo(PresentedCard.of(FromHost.CARD));
    assertThat(reversal.origin().trace()).isEqualTo(18);
    assertThat(reversal.origin().isFromTerminal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0100, 030000, 06, PRE_AUTHORISATION",
    "0100, 200000, 06, PRE_AUTHORISATION_VOID",
    "0200, 200000, 00, PURCHASE_VOID",
    "0200, 000000, 06, COMPLETION",
    "0200, 200000, 06, COMPLETION_VOID",
    "0220, 200000, 00, REFUND",
    "0221, 000000, 06, COMPLETION_ADVICE",
  })
  void aReversalTellsWhatItTakesTheOriginalFor(
      String original, String processingCode, String condition, TransactionKind kind) {
    IsoFields message = FromHost.reversal("0420").set(3, processingCode).set(25, condition);
    message.set(90, FromHost.original(original, "000017", "1122033000"));

    assertThat(((Request.Reversal) mapped(message)).originalKind()).isEqualTo(kind);
  }

  // -- the card

  @Test
  void aCardTellsExpiryStripeAndPin() {
    String track2 = FromHost.CARD.digits() + "=29122011234556100000";
    IsoFields message = FromHost.purchase().set(14, "2912").set(35, track2).set(52, PIN_BLOCK);

    PresentedCard card = mapped(message).card();

    assertThat(card.expiry()).isEqualTo("2912");
    assertThat(card.stripe()).isEqualTo(new PresentedCard.Stripe(track2, "201", "561"));
    assertThat(card.pin().key()).isEqualTo(new ZoneKeys(zone.security).zpk(HOST));
    assertThat(card.pin().format()).isEqualTo(PinFormat.ISO_0);
    assertThat(card.pin().block()).isEqualTo(PIN_BLOCK);
  }

  @Test
  void aStripeMayUseTheOtherSeparatorAndEndEarly() {
    String track2 = FromHost.CARD.digits() + "D2912201";

    assertThat(mapped(FromHost.purchase().set(35, track2)).card().stripe())
        .isEqualTo(new PresentedCard.Stripe(track2.replace('D', '='), "201", null));
  }

  // -- the asker's clock

  @ParameterizedTest
  @CsvSource({
    "1122, 2026-11-22T11:29:58",
    "0103, 2027-01-03T11:29:58",
    "0601, 2026-06-01T11:29:58",
    "0401, 2027-04-01T11:29:58",
  })
  void theTerminalsClockHasNoYear(String date, LocalDateTime told) {
    assertThat(mapped(FromHost.purchase().set(13, date)).origin().localTime()).isEqualTo(told);
  }

  @Test
  void ourOwnClockCountsWhereNoTimeIsTold() {
    LocalDateTime here = LocalDateTime.of(2026, 11, 22, 11, 30);

    assertThat(mapped(FromHost.purchase().set(12, (String) null)).origin().localTime())
        .isEqualTo(here);
    assertThat(mapped(FromHost.purchase().set(13, (String) null)).origin().localTime())
        .isEqualTo(here);
  }
}
