package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.transaction.Exchange;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.Transmission;

/** Every message to a host, element by element. */
class MessageFormsTest {
  private static final byte[] PIN_BLOCK = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final Rrn RRN = new Rrn(ScriptedGateway.ID);
  private static final LocalDateTime SENT_AT = LocalDateTime.of(2026, 1, 2, 3, 4, 5);
  private static final LocalDateTime LOCAL_TIME = LocalDateTime.of(2026, 1, 2, 11, 4, 4);
  private static final String TRACK_2 = Edge.CARD.digits() + "=29122011234556100000";
  private static final Set<TransactionKind> OF_NO_HOST =
      EnumSet.of(TransactionKind.TOP_UP, TransactionKind.REVERSAL, TransactionKind.HOLD_EXPIRY);

  private final MessageForms forms = new MessageForms(Edge.host(Edge.CUPNET));

  private static Subject subject(TransactionKind kind, Exchange original) {
    return new Subject(
        kind,
        Edge.CARD,
        Edge.yuan(kind == TransactionKind.BALANCE_INQUIRY ? 0 : 30),
        RRN,
        Edge.MERCHANT,
        Edge.TERMINAL,
        LOCAL_TIME,
        original);
  }

  private static Transmission sent(TransactionKind kind) {
    return new Transmission(Edge.CUPNET, MessageForm.of(kind).mti(), 17, SENT_AT);
  }

  private IsoFields request(TransactionKind kind, PresentedCard card, Exchange original) {
    return forms.request(subject(kind, original), sent(kind), card, null);
  }

  private static BitSet elements(int... numbers) {
    BitSet elements = new BitSet();
    IntStream.of(numbers).forEach(elements::set);
    return elements;
  }

  private static PresentedCard keyed() {
    return PresentedCard.of(Edge.CARD);
  }

  private static PresentedCard read() {
    return new PresentedCard(
        Edge.CARD, "2912", null, new PresentedCard.Stripe(TRACK_2, "201", "561"));
  }

  // -- which message it is

  @ParameterizedTest
  @CsvSource({
    "PURCHASE, 0200, 000000, 00",
    "PURCHASE_VOID, 0200, 200000, 00",
    "REFUND, 0220, 200000, 00",
    "BALANCE_INQUIRY, 0200, 310000, 00",
    "PRE_AUTHORISATION, 0100, 030000, 06",
    "PRE_AUTHORISATION_VOID, 0100, 200000, 06",
    "COMPLETION, 0200, 000000, 06",
    "COMPLETION_ADVICE, 0220, 000000, 06",
    "COMPLETION_VOID, 0200, 200000, 06",
  })
  void everyKindHasItsMessage(
      TransactionKind kind, String mti, String processingCode, String condition) {
    IsoFields message = request(kind, keyed(), null);

    assertThat(message.mti()).isEqualTo(mti);
    assertThat(message.text(3)).isEqualTo(processingCode);
    assertThat(message.text(25)).isEqualTo(condition);
    assertThat(MessageForm.exists(kind)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aHostIsAskedForNothingElse(TransactionKind kind) {
    boolean asked = !OF_NO_HOST.contains(kind);

    assertThat(MessageForm.exists(kind)).isEqualTo(asked);
    if (!asked) {
      assertThatThrownBy(() -> MessageForm.of(kind)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  // -- requests

  @Test
  void aPurchaseSaysWhoAsksForWhatWithWhichCard() {
    IsoFields message = request(TransactionKind.PURCHASE, keyed(), null);

    assertThat(message.present())
        .isEqualTo(elements(2, 3, 4, 7, 11, 12, 13, 22, 25, 32, 37, 41, 42, 49));
    assertThat(message.text(2)).isEqualTo(Edge.CARD.digits());
    assertThat(message.text(4)).isEqualTo("000000003000");
    assertThat(message.text(32)).isEqualTo(Edge.INSTITUTION);
    assertThat(message.text(37)).isEqualTo(RRN.toString()).hasSize(12);
    assertThat(message.text(41)).isEqualTo(Edge.TERMINAL);
    assertThat(message.text(42)).isEqualTo(Edge.MERCHANT);
    assertThat(message.text(49)).isEqualTo("156");
  }

  @Test
  void theTransmissionIsToldInUtcAndTheTerminalsClockBesideIt() {
    IsoFields message = request(TransactionKind.PURCHASE, keyed(), null);

    assertThat(message.text(7)).isEqualTo("0102030405");
    assertThat(message.text(11)).isEqualTo("000017");
    assertThat(message.text(12)).isEqualTo("110404");
    assertThat(message.text(13)).isEqualTo("0102");
  }

  @Test
  void anInquiryHasNoAmount() {
    IsoFields message = request(TransactionKind.BALANCE_INQUIRY, keyed(), null);

    assertThat(message.has(4)).isFalse();
    assertThat(message.text(49)).isEqualTo("156");
  }

  @Test
  void theExpiryIsToldWhereItIsKnown() {
    assertThat(request(TransactionKind.PURCHASE, read(), null).text(14)).isEqualTo("2912");
    assertThat(request(TransactionKind.PURCHASE, keyed(), null).has(14)).isFalse();
  }

  @Test
  void theEntryModeTellsStripeAndPin() {
    Subject subject = subject(TransactionKind.PURCHASE, null);
    Transmission sent = sent(TransactionKind.PURCHASE);

    assertThat(forms.request(subject, sent, keyed(), null).text(22)).isEqualTo("012");
    assertThat(forms.request(subject, sent, keyed(), PIN_BLOCK).text(22)).isEqualTo("011");
    assertThat(forms.request(subject, sent, read(), null).text(22)).isEqualTo("022");
    assertThat(forms.request(subject, sent, read(), PIN_BLOCK).text(22)).isEqualTo("021");
  }

  @Test
  void aStripeThatWasReadIsPassedOnWhole() {
    IsoFields message = request(TransactionKind.PURCHASE, read(), null);

    assertThat(message.text(35)).isEqualTo(TRACK_2).contains("=");
    assertThat(request(TransactionKind.PURCHASE, keyed(), null).has(35)).isFalse();
  }

  @Test
  void aPinBlockComesWithWhatItIs() {
    IsoFields message =
        forms.request(
            subject(TransactionKind.PURCHASE, null),
            sent(TransactionKind.PURCHASE),
            keyed(),
            PIN_BLOCK);

    assertThat(message.text(26)).isEqualTo("12");
    assertThat(message.bytes(52)).isEqualTo(PIN_BLOCK);
    assertThat(message.text(53)).isEqualTo("2600000000000000");
  }

  @ParameterizedTest
  @EnumSource(names = {"PURCHASE_VOID", "PRE_AUTHORISATION_VOID", "COMPLETION", "COMPLETION_VOID"})
  void whatFollowsNamesItsOriginal(TransactionKind kind) {
    IsoFields message = request(kind, keyed(), Edge.earlier("0100", "778899"));

    assertThat(message.text(38)).isEqualTo("778899");
    assertThat(message.text(90))
        .isEqualTo("0100" + "004711" + "1121235901" + "00048721234" + "00000000000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "77"})
  void anOriginalWithoutAWholeAuthorisationCodeIsNamedWithoutOne(String authCode) {
    IsoFields message =
        request(TransactionKind.COMPLETION, keyed(), Edge.earlier("0100", authCode));

    assertThat(message.has(38)).isFalse();
    assertThat(message.has(90)).isTrue();
  }

  // -- advices

  @ParameterizedTest
  @EnumSource(names = {"REFUND", "COMPLETION_ADVICE"})
  void aRepeatedAdviceDiffersInItsTypeOnly(TransactionKind kind) {
    Subject subject = subject(kind, Edge.earlier("0100", "778899"));

    IsoFields first = forms.advice(subject, sent(kind), false);
    IsoFields again = forms.advice(subject, sent(kind), true);

    assertThat(first.mti()).isEqualTo("0220");
    assertThat(again.mti()).isEqualTo("0221");
    assertSameButForTheType(first, again);
    assertThat(first.present())
        .isEqualTo(elements(2, 3, 4, 7, 11, 12, 13, 22, 25, 32, 37, 38, 41, 42, 49, 90));
  }

  // -- reversals

  private IsoFields reversal(TransactionKind kind, String authCode, boolean repeated) {
    Transmission own = new Transmission(Edge.CUPNET, "0420", 18, SENT_AT.plusSeconds(30));
    return forms.reversal(
        subject(kind, Edge.earlier("0100", "555555")), own, sent(kind), authCode, "98", repeated);
  }

  @ParameterizedTest
  @EnumSource
  void aReversalRepeatsWhatItUndoesAndNamesIt(TransactionKind kind) {
    if (OF_NO_HOST.contains(kind)) {
      return;
    }
    IsoFields original = request(kind, keyed(), null);

    IsoFields reversal = reversal(kind, "778899", false);

    assertThat(reversal.mti()).isEqualTo("0420");
    for (int element : new int[] {2, 3, 4, 25, 32, 37, 41, 42, 49}) {
      assertThat(reversal.text(element))
          .as("element %d", element)
          .isEqualTo(original.text(element));
    }
    assertThat(reversal.text(7)).isEqualTo("0102030435");
    assertThat(reversal.text(11)).isEqualTo("000018");
    // what it undoes, not what that acted on
    assertThat(reversal.text(90))
        .isEqualTo(original.mti() + "000017" + "0102030405" + "00048721234" + "00000000000");
  }

  @Test
  void aReversalTellsItsReasonAndTheCodeIfThereIsOne() {
    assertThat(reversal(TransactionKind.PURCHASE, "778899", false).text(39)).isEqualTo("98");
    assertThat(reversal(TransactionKind.PURCHASE, "778899", false).text(38)).isEqualTo("778899");
    assertThat(reversal(TransactionKind.PURCHASE, "", false).has(38)).isFalse();
    assertThat(reversal(TransactionKind.PURCHASE, "778899", false).has(52)).isFalse();
    assertThat(reversal(TransactionKind.PURCHASE, "778899", false).has(35)).isFalse();
  }

  @Test
  void aRepeatedReversalDiffersInItsTypeOnly() {
    IsoFields first = reversal(TransactionKind.PURCHASE, "778899", false);
    IsoFields again = reversal(TransactionKind.PURCHASE, "778899", true);

    assertThat(again.mti()).isEqualTo("0421");
    assertSameButForTheType(first, again);
  }

  private static void assertSameButForTheType(IsoFields first, IsoFields again) {
    assertThat(again.present()).isEqualTo(first.present());
    first.present().stream()
        .forEach(
            element ->
                assertThat(again.text(element))
                    .as("element %d", element)
                    .isEqualTo(first.text(element)));
  }
}
