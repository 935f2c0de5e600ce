package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.NoAnswerException;
import org.openprepaid.iso8583.NotSentException;
import org.openprepaid.key.KeyType;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.PresentedCard;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Transmission;

/** How asking a host ends, by what comes of it. */
class InquirerTest {
  private final Edge edge = new Edge();

  private HostAnswer answerTo(Request request) {
    edge.ask(request);
    return edge.gateway.only(Request.Answered.class).answer();
  }

  // -- it answers

  @ParameterizedTest
  @CsvSource({
    "00, APPROVED, 778899",
    "51, INSUFFICIENT_FUNDS, ''",
    "55, WRONG_PIN, ''",
    "91, ISSUER_UNAVAILABLE, ''",
    "30, DO_NOT_HONOUR, ''",
    "77, ISSUER_UNAVAILABLE, ''",
    "A0, ISSUER_UNAVAILABLE, ''",
  })
  void theHostsWordCountsAndItsCodeIsKept(String told, ResponseCode means, String authCode) {
    edge.cupnet.answersWith(told);

    assertThat(answerTo(edge.purchase()))
        .isEqualTo(HostAnswer.answered(means, told, authCode, null));
    assertThat(edge.strays.noted()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"07", "09", "11", "68", "94", "96", "98", "XX"})
  void aCodeThatDoesNotSayThatNothingHappenedIsReversed(String told) {
    edge.cupnet.answersWith(told);

    assertThat(answerTo(edge.purchase()))
        .isEqualTo(HostAnswer.unknown(HostAnswer.UNUSABLE_ANSWER, told));
  }

  @Test
  void aDeclineHasNoAuthorisationCode() {
    edge.cupnet.answers(reply -> reply.set(39, "51").set(38, "778899"));

    assertThat(answerTo(edge.purchase()).authCode()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "      "})
  void anApprovalMayHaveNoAuthorisationCode(String blank) {
    edge.cupnet.answers(reply -> reply.set(38, blank.isEmpty() ? null : blank));

    assertThat(answerTo(edge.purchase()))
        .isEqualTo(HostAnswer.answered(ResponseCode.APPROVED, "00", "", null));
  }

  @Test
  void anInquiryTellsWhatTheCardCanSpend() {
    edge.cupnet.answers(reply -> reply.set(54, "0002156C000000012345"));

    HostAnswer answer =
        answerTo(
            new Request.BalanceInquiry(edge.next(), PresentedCard.of(Edge.CARD), Edge.yuan(0)));

    assertThat(answer.available()).isEqualTo(Money.of(12_345, Currency.CNY));
    assertThat(edge.cupnet.only().has(4)).isFalse();
  }

  /** What is missing contradicts nothing. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 37, 41, 42, 49})
  void anAnswerNeedNotRepeatEverything(int element) {
    edge.cupnet.answers(reply -> reply.set(element, (String) null));

    assertThat(answerTo(edge.purchase()).code()).isEqualTo(ResponseCode.APPROVED);
  }

  // -- it does not

  @Test
  void whatDidNotLeaveIsNotInDoubt() {
    edge.cupnet.fails(new NotSentException("no link"));

    assertThat(answerTo(edge.purchase()))
        .isEqualTo(HostAnswer.unsent(ResponseCode.ISSUER_UNAVAILABLE));
    assertThat(edge.counted.of("unsent", Edge.CUPNET)).isEqualTo(1);
  }

  @Test
  void withoutAnAnswerNobodyKnows() {
    edge.cupnet.fails(new NoAnswerException("25 s"));

    assertThat(answerTo(edge.purchase())).isEqualTo(HostAnswer.unknown(HostAnswer.NO_ANSWER));
    assertThat(edge.counted.of("unanswered", Edge.CUPNET)).isEqualTo(1);
  }

  @Test
  void whateverElseGoesWrongTheHostMayHaveTheRequest() {
    edge.cupnet.fails(new IllegalStateException("anything"));

    assertThat(answerTo(edge.purchase())).isEqualTo(HostAnswer.unknown(HostAnswer.NO_ANSWER));
  }

  // -- its answer cannot be used

  private void assertUnusable(Stray.Why why) {
    assertThat(answerTo(edge.purchase())).isEqualTo(HostAnswer.unknown(HostAnswer.UNUSABLE_ANSWER));
    List<Stray> strays = edge.strays.noted();
    assertThat(strays).hasSize(1);
    assertThat(strays.get(0).why()).isEqualTo(why);
    assertThat(strays.get(0).host()).isEqualTo(Edge.CUPNET);
    assertThat(strays.get(0).transactionId()).isEqualTo(ScriptedGateway.ID);
    assertThat(strays.get(0).evidence())
        .startsWith("0210 ")
        .doesNotContain(Edge.CARD.digits())
        .doesNotContain(Edge.OTHER_CARD.digits());
    assertThat(edge.counted.of("unusable", Edge.CUPNET, why.name())).isEqualTo(1);
  }

  @Test
  void anAnswerUnderAnotherKeyIsNotTheHosts() {
    edge.cupnet.signsWith(TestZone.NEXT_ZAK);

    assertUnusable(Stray.Why.BAD_MAC);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 7, 9, 16})
  void anAnswerWithoutAWholeMacIsNotTheHosts(int macBytes) {
    edge.cupnet.answersUnsigned(new byte[macBytes]);

    assertUnusable(Stray.Why.BAD_MAC);
  }

  @Test
  void anApprovalOfAnotherAmountApprovesNothing() {
    edge.cupnet.answers(reply -> reply.set(4, "000000002999"));

    assertUnusable(Stray.Why.OTHER_AMOUNT);
  }

  @Test
  void anApprovalForAnotherCardApprovesNothing() {
    edge.cupnet.answers(reply -> reply.set(2, Edge.OTHER_CARD.digits()));

    assertUnusable(Stray.Why.OTHER_CARD);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 200000",
    "37, 000000000000",
    "41, POS00002",
    "42, 898110000000002",
    "49, 840",
  })
  void anAnswerAboutSomethingElseApprovesNothing(int element, String other) {
    edge.cupnet.answers(reply -> reply.set(element, other));

    assertUnusable(Stray.Why.CONTRADICTORY);
  }

  @Test
  void anAnswerWithoutResponseCodeSaysNothing() {
    edge.cupnet.answers(reply -> reply.set(39, (String) null));

    assertUnusable(Stray.Why.CONTRADICTORY);
  }

  // -- it cannot be asked

  private void assertNothingSent(HostAnswer answer, ResponseCode code) {
    assertThat(answer).isEqualTo(HostAnswer.unsent(code));
    assertThat(edge.cupnet.heardNothing()).isTrue();
    assertThat(edge.requests.underWay()).isZero();
  }

  @Test
  void aMalformedPinBlockIsNotSent() {
    byte[] block = ClearCrypto.pinBlock(Edge.PIN, Edge.CARD.digits());
    block[0] = (byte) 0xF4;

    assertNothingSent(answerTo(edge.purchase(edge.withPin(block))), ResponseCode.PIN_FORMAT);
  }

  /** Keys may go between the choice of the host and the message to it. */
  private void onceRecorded(Runnable misfortune) {
    edge.gateway.records(
        forwarded -> {
          misfortune.run();
          return ScriptedGateway.pending(forwarded, null);
        });
  }

  @Test
  void withoutAKeyForPinsAPinIsNotSent() {
    onceRecorded(() -> edge.zone.retire(Edge.CUPNET, KeyType.ZPK));

    assertNothingSent(answerTo(edge.purchaseWithPin()), ResponseCode.SYSTEM_ERROR);
  }

  @Test
  void withoutAKeyForPinsOthersArePaidAllTheSame() {
    edge.zone.retire(Edge.CUPNET, KeyType.ZPK);

    assertThat(answerTo(edge.purchase()).code()).isEqualTo(ResponseCode.APPROVED);
  }

  @Test
  void whileTheKeysAreOutOfReachAPinIsNotSent() {
    onceRecorded(edge.zone::loseReach);

    assertNothingSent(answerTo(edge.purchaseWithPin()), ResponseCode.SYSTEM_ERROR);
  }

  /** So nothing is in doubt. */
  @Test
  void withoutAKeyForMacsNothingIsSent() {
    onceRecorded(() -> edge.zone.retire(Edge.CUPNET, KeyType.ZAK));

    assertNothingSent(answerTo(edge.purchase()), ResponseCode.SYSTEM_ERROR);
  }

  @Test
  void whileTheKeysAreOutOfReachNothingIsSent() {
    onceRecorded(edge.zone::loseReach);

    assertNothingSent(answerTo(edge.purchase()), ResponseCode.SYSTEM_ERROR);
  }

  @Test
  void aHostThatIsGoneFromTheTableSinceIsUnavailable() {
    edge.gateway.records(
        forwarded ->
            ScriptedGateway.pending(
                new Request.Forwarded(
                    forwarded.asked(), new Transmission("NOWHERE", "0200", 1, Edge.TRANSMITTED)),
                null));

    assertNothingSent(answerTo(edge.purchase()), ResponseCode.ISSUER_UNAVAILABLE);
  }

  // -- the MAC

  @Test
  void aRequestCarriesTheRetailMacOfTheZone() {
    edge.ask(edge.purchase());

    FakeHost.Sent sent = edge.cupnet.onlySent();
    assertThat(sent.mac()).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, sent.covered()));
  }

  @Test
  void elementsThatTheHostAddsHarmNobody() {
    UnaryOperator<IsoFields> more = reply -> reply.set(15, "1122").set(44, "anything\u0001");
    edge.cupnet.answers(more);

    assertThat(answerTo(edge.purchase()).code()).isEqualTo(ResponseCode.APPROVED);
  }
}
