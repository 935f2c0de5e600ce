package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.iso8583.IsoRequest;
import org.openprepaid.iso8583.LinkStatus;
import org.openprepaid.key.KeyType;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Rrn;

/** What a host sends unasked is decided by the gateway, or refused, or kept. */
class NetworkDeskTest {
  private static final byte[] WRONG_MAC = {1, 2, 3, 4, 5, 6, 7, 8};
  private static final byte[] PACKED = "0210 and so on".getBytes(StandardCharsets.US_ASCII);

  private final TestZone zone = TestZone.withKeysOf(Edge.CUPNET);
  private final ScriptedGateway gateway = new ScriptedGateway(new ArrayList<>());
  private final StrayTable strays = new StrayTable();
  private final Counted counted = new Counted();
  private final NetworkDesk desk = desk(Runnable::run);

  private NetworkDesk desk(Executor workers) {
    ZoneKeys keys = new ZoneKeys(zone.security);
    return new NetworkDesk(
        Edge.host(Edge.CUPNET),
        new NetworkDesk.Tools(
            gateway,
            keys,
            new NetworkRequests(keys, Edge.SHANGHAI),
            null,
            strays.book,
            counted.counters,
            workers));
  }

  private IsoReply reply(IsoRequest request) {
    CompletableFuture<IsoReply> stage = desk.onRequest(request).toCompletableFuture();
    assertThat(stage).isCompleted();
    return stage.join();
  }

  private IsoFields signed(IsoFields message) {
    IsoReply reply = reply(FromHost.signed(message));
    assertThat(reply.macFunction().apply(PACKED))
        .isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, PACKED));
    return reply.fields();
  }

  // -- requests for our cards

  @Test
  void aPurchaseIsDecidedByTheGatewayAndAnsweredUnderTheZonesMac() {
    IsoFields message = FromHost.purchase();

    IsoFields reply = signed(message);

    assertThat(reply.mti()).isEqualTo("0210");
    assertThat(reply.text(39)).isEqualTo("00");
    assertThat(reply.text(38)).isEqualTo("042137");
    assertThat(reply.text(15)).isEqualTo("1122");
    assertThat(reply.has(54)).isFalse();
    for (int element : new int[] {2, 3, 4, 7, 11, 12, 13, 25, 32, 37, 41, 42, 49}) {
      assertThat(reply.text(element)).as("element %d", element).isEqualTo(message.text(element));
    }
    assertThat(gateway.only(Request.Purchase.class).card().pan()).isEqualTo(FromHost.CARD);
    assertThat(counted.of("served", Edge.CUPNET, "00")).isEqualTo(1);
    assertThat(strays.noted()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0100, 030000, 06, 0110",
    "0200, 000000, 06, 0210",
    "0220, 200000, 00, 0230",
    "0221, 000000, 06, 0230",
  })
  void everyRequestHasItsAnswer(String mti, String code, String condition, String answer) {
    IsoFields reply = signed(FromHost.following(mti, code, condition));

    assertThat(reply.mti()).isEqualTo(answer);
    assertThat(reply.text(39)).isEqualTo("00");
  }

  @ParameterizedTest
  @CsvSource({"0400, 0410", "0401, 0410", "0420, 0430", "0421, 0430"})
  void everyReversalHasItsAnswer(String mti, String answer) {
    IsoFields reply = signed(FromHost.reversal(mti));

    assertThat(reply.mti()).isEqualTo(answer);
    assertThat(reply.text(39)).isEqualTo("00");
    gateway.only(Request.Reversal.class);
  }

  @Test
  void anInquiryIsToldWhatTheCardCanSpend() {
    assertThat(signed(FromHost.inquiry()).text(54)).isEqualTo("0002156C000000100000");
  }

  @Test
  void aDeclinedInquiryIsToldNothing() {
    gateway.decidesHere(ScriptedGateway.outcome(ResponseCode.WRONG_PIN, ""));

    IsoFields reply = signed(FromHost.inquiry());

    assertThat(reply.text(39)).isEqualTo("55");
    assertThat(reply.has(54)).isFalse();
    assertThat(reply.has(38)).isFalse();
  }

  @Test
  void whileTheGatewayFailsTheHostIsTold96() {
    gateway.decidesHere(Outcome.unrecorded(ResponseCode.SYSTEM_ERROR));

    IsoFields reply = signed(FromHost.purchase());

    assertThat(reply.text(39)).isEqualTo("96");
    assertThat(reply.text(11)).isEqualTo("000017");
    assertThat(reply.has(15)).isFalse();
    assertThat(reply.has(38)).isFalse();
  }

  @Test
  void theAnswerWaitsForTheGateway() {
    CompletableFuture<Outcome> deciding = new CompletableFuture<>();
    gateway.decidesHere(deciding);

    CompletableFuture<IsoReply> stage =
        desk.onRequest(FromHost.signed(FromHost.purchase())).toCompletableFuture();

    assertThat(stage).isNotDone();
    deciding.complete(ScriptedGateway.outcome(ResponseCode.INSUFFICIENT_FUNDS, ""));
    assertThat(stage.join().fields().text(39)).isEqualTo("51");
  }

  @Test
  void anAnswerLeavesUnderTheKeyThatIsActiveThen() {
    IsoReply reply = reply(FromHost.signed(FromHost.purchase()));

    zone.activate(Edge.CUPNET, KeyType.ZAK, TestZone.NEXT_ZAK);

    assertThat(reply.macFunction().apply(PACKED))
        .isEqualTo(ClearCrypto.retailMac(TestZone.NEXT_ZAK, PACKED));
  }

  // -- what is refused

  @Test
  void aWrongMacIsToldAndTheGatewayIsNotAsked() {
    for (IsoRequest request :
        List.of(
            FromHost.under(FromHost.purchase(), WRONG_MAC),
            FromHost.under(FromHost.reversal("0420"), WRONG_MAC),
            FromHost.unsigned(FromHost.purchase()))) {
      IsoReply reply = reply(request);

      assertThat(reply.fields().text(39)).isEqualTo("A0");
      assertThat(reply.fields().text(11)).isEqualTo(request.fields().text(11));
      assertThat(reply.macFunction()).isNotNull();
    }
    assertThat(gateway.wasAsked()).isFalse();
    assertThat(strays.noted())
        .hasSize(3)
        .allSatisfy(stray -> assertThat(stray.why()).isEqualTo(Stray.Why.BAD_MAC));
    assertThat(counted.of("served", Edge.CUPNET, "A0")).isEqualTo(3);
  }

  @Test
  void aMessageThatWasChangedOnTheWayHasAWrongMac() {
    IsoRequest right = FromHost.signed(FromHost.purchase());
    IsoFields changed = FromHost.purchase().set(4, "000000009000");

    assertThat(reply(FromHost.under(changed, right.mac())).fields().text(39)).isEqualTo("A0");
    assertThat(gateway.wasAsked()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"4, 000000000000, 13", "11, 00001A, 30", "3, 990000, 12", "2, 12345678, 14"})
  void aRefusalCarriesItsCodeAndAMac(int element, String text, String code) {
    IsoFields reply = signed(FromHost.purchase().set(element, text));

    assertThat(reply.mti()).isEqualTo("0210");
    assertThat(reply.text(39)).isEqualTo(code);
    assertThat(gateway.wasAsked()).isFalse();
    assertThat(counted.of("served", Edge.CUPNET, code)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0300", "0600", "0101", "0120", "0201", "0210", "0230", "0422", "0500"})
  void aMessageOfAnotherTypeIsKeptAndNotAnswered(String mti) {
    assertThat(reply(FromHost.signed(FromHost.message(mti, "000000", "00")))).isNull();

    assertThat(gateway.wasAsked()).isFalse();
    assertThat(strays.noted()).hasSize(1);
    Stray stray = strays.noted().get(0);
    assertThat(stray.why()).isEqualTo(Stray.Why.UNKNOWN_TYPE);
    assertThat(stray.host()).isEqualTo(Edge.CUPNET);
    assertThat(stray.transactionId()).isZero();
    assertThat(stray.evidence()).startsWith(mti).doesNotContain(FromHost.CARD.digits());
  }

  @Test
  void whenNobodyIsLeftToWorkTheHostIsTold96() {
    NetworkDesk full =
        desk(
            work -> {
              throw new RejectedExecutionException("full");
            });

    IsoReply reply =
        full.onRequest(FromHost.signed(FromHost.purchase())).toCompletableFuture().join();

    assertThat(reply.fields().text(39)).isEqualTo("96");
    assertThat(gateway.wasAsked()).isFalse();
  }

  // -- what nobody waits for

  @Test
  void anAnswerThatNobodyWaitsForIsKept() {
    FakeHost host = new FakeHost(new ArrayList<>());

    desk.onStray(host.signed(FakeHost.approval(FromHost.purchase())));

    assertThat(strays.noted()).hasSize(1);
    assertThat(strays.noted().get(0).why()).isEqualTo(Stray.Why.UNASKED);
    assertThat(strays.noted().get(0).evidence()).startsWith("0210 2=622700");
    assertThat(counted.of("unusable", Edge.CUPNET, "UNASKED")).isEqualTo(1);
  }

  private UpstreamDebt.Status afterHearing(IsoFields answer, byte[] key) {
    FakeHost host = new FakeHost(new ArrayList<>());
    host.signsWith(key);
    long transactionId = Rrn.parse(answer.text(37)).orElseThrow().transactionId();
    strays.debt(transactionId, Edge.CUPNET, UpstreamDebt.Status.SETTLED, "25");

    desk.onStray(host.signed(answer));

    return strays.statusOf(transactionId);
  }

  private static IsoFields approval() {
    return FakeHost.approval(FromHost.purchase().set(37, new Rrn(700_001).toString()));
  }

  @Test
  void anApprovalOfWhatTheHostNeverHadMakesItsReversalOwedAgain() {
    assertThat(afterHearing(approval(), TestZone.ZAK)).isEqualTo(UpstreamDebt.Status.OWED);
  }

  @Test
  void whatIsNoApprovalOrNotTheHostsChangesNothing() {
    assertThat(afterHearing(approval(), TestZone.NEXT_ZAK)).isEqualTo(UpstreamDebt.Status.SETTLED);
    strays.run("DELETE FROM upstream_debt");
    strays.run("DELETE FROM upstream_exchange");
    assertThat(afterHearing(approval().set(39, "05"), TestZone.ZAK))
        .isEqualTo(UpstreamDebt.Status.SETTLED);
  }

  @Test
  void anApprovalThatCannotBeCheckedIsKeptAllTheSame() {
    FakeHost host = new FakeHost(new ArrayList<>());
    zone.loseReach();

    desk.onStray(host.signed(approval()));

    assertThat(strays.noted()).hasSize(1);
  }

  @Test
  void aChangeOfLinksIsOnlyTold() {
    desk.onStatus(new LinkStatus(2, 1, 1, 0, 0, 0, 0));

    assertThat(gateway.wasAsked()).isFalse();
    assertThat(strays.noted()).isEmpty();
  }
}
