package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.NoAnswerException;
import org.openprepaid.iso8583.NotSentException;
import org.openprepaid.key.KeyType;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.transaction.TransactionKind;
import org.openprepaid.transaction.TransactionState;
import org.openprepaid.upstream.DebtDelivery.Delivery;
import org.openprepaid.upstream.DebtDelivery.Result;

/** A host is told what it is owed, one try a call. */
class HostDeliveryTest {
  private static final long PURCHASE = 700_001;
  private static final long REVERSED = 700_002;
  private static final long REFUND = 700_003;
  private static final LocalDateTime OWED_AT = LocalDateTime.of(2026, 11, 22, 3, 31, 7);

  private final Edge edge = new Edge();
  private final UpstreamTables tables = new UpstreamTables();
  private final HostDelivery delivery = deliveryAfter(Duration.ofMinutes(2));

  /** A try so long after the transaction itself was sent. */
  private HostDelivery deliveryAfter(Duration age) {
    return new HostDelivery(
        edge.links,
        new DebtSubjects(tables.database.source(), edge.zone.security),
        edge.answers,
        Runnable::run,
        Edge.PATIENCE,
        Clock.fixed(Edge.TRANSMITTED.plus(age).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
  }

  @BeforeEach
  void whatHostsWereAsked() {
    record(PURCHASE, TransactionKind.PURCHASE, TransactionState.DECLINED, 0);
    record(REVERSED, TransactionKind.PURCHASE, TransactionState.REVERSED, 0);
    record(REFUND, TransactionKind.REFUND, TransactionState.APPROVED, PURCHASE);
    said(PURCHASE, "UNKNOWN", "");
  }

  /** What the host said, and what that meant. */
  private void said(long id, String status, String hostCode) {
    tables.database.run(
        "UPDATE upstream_exchange SET status = ?, host_code = ? WHERE transaction_id = ?",
        status,
        hostCode,
        id);
  }

  private void record(long id, TransactionKind kind, TransactionState state, long originalId) {
    tables.record(edge.zone.security, id, kind, state, originalId);
  }

  private static UpstreamDebt debt(UpstreamDebt.Kind kind, long id, String host, int tries) {
    String reason = kind == UpstreamDebt.Kind.ADVICE ? "00" : "98";
    return new UpstreamDebt(
        1, kind, id, host, reason, 4321, OWED_AT, UpstreamDebt.Status.QUEUED, tries, "", OWED_AT);
  }

  private static UpstreamDebt reversal(int tries) {
    return debt(UpstreamDebt.Kind.REVERSAL, PURCHASE, Edge.CUPNET, tries);
  }

  private static UpstreamDebt advice(int tries) {
    return debt(UpstreamDebt.Kind.ADVICE, REFUND, Edge.CUPNET, tries);
  }

  private Delivery deliver(UpstreamDebt debt) {
    return delivery.deliver(debt).toCompletableFuture().getNow(null);
  }

  // -- the message

  @Test
  void aReversalNamesWhatItUndoesUnderItsOwnTraceAndTime() {
    assertThat(deliver(reversal(0))).isEqualTo(new Delivery(Result.SETTLED, "00", ""));

    IsoFields sent = edge.cupnet.only();
    assertThat(sent.mti()).isEqualTo("0420");
    assertThat(sent.text(2)).isEqualTo(Edge.CARD.digits());
    assertThat(sent.text(4)).isEqualTo("000000003000");
    assertThat(sent.text(7)).isEqualTo("1122033107");
    assertThat(sent.text(11)).isEqualTo("004321");
    assertThat(sent.text(37)).isEqualTo(new Rrn(PURCHASE).toString());
    assertThat(sent.text(38)).isEqualTo("778899");
    assertThat(sent.text(39)).isEqualTo("98");
    assertThat(sent.text(41)).isEqualTo(Edge.TERMINAL);
    assertThat(sent.text(42)).isEqualTo(Edge.MERCHANT);
    assertThat(sent.text(90))
        .isEqualTo(
            Elements.original(
                UpstreamTables.sent(PURCHASE, TransactionKind.PURCHASE), Edge.INSTITUTION));
    FakeHost.Sent wire = edge.cupnet.onlySent();
    assertThat(wire.mac()).isEqualTo(ClearCrypto.retailMac(TestZone.ZAK, wire.covered()));
  }

  @Test
  void anAdviceNamesTheTransactionThatItActsOn() {
    assertThat(deliver(advice(0)).result()).isEqualTo(Result.SETTLED);

    IsoFields sent = edge.cupnet.only();
    assertThat(sent.mti()).isEqualTo("0220");
    assertThat(sent.text(3)).isEqualTo("200000");
    assertThat(sent.text(11)).isEqualTo("004321");
    assertThat(sent.has(39)).isFalse();
    assertThat(sent.text(90))
        .isEqualTo(
            Elements.original(
                UpstreamTables.sent(PURCHASE, TransactionKind.PURCHASE), Edge.INSTITUTION));
  }

  @Test
  void aFurtherTryIsARepetitionOfTheSameMessage() {
    deliver(reversal(0));
    deliver(reversal(3));
    deliver(advice(0));
    deliver(advice(1));

    assertThat(edge.cupnet.received)
        .extracting(sent -> sent.message().mti())
        .containsExactly("0420", "0421", "0220", "0221");
    assertRepeated(0, 1);
    assertRepeated(2, 3);
  }

  private void assertRepeated(int first, int again) {
    IsoFields one = edge.cupnet.received.get(first).message();
    IsoFields other = edge.cupnet.received.get(again).message();
    IsoFields copy = new IsoFields(one.mti());
    other.present().stream().forEach(element -> copy.set(element, other.text(element)));
    assertThat(copy).isEqualTo(one);
  }

  // -- what came of it

  @ParameterizedTest
  @CsvSource({
    "00, SETTLED",
    "94, SETTLED",
    "25, SETTLED",
    "68, REFUSED",
    "12, REFUSED",
    "96, UNKNOWN"
  })
  void theHostsCodeSaysWhatATryMeans(String code, Result result) {
    edge.cupnet.answersWith(code);

    assertThat(deliver(reversal(0))).isEqualTo(new Delivery(result, code, ""));
  }

  @Test
  void whatTheHostDoesNotKnowYetMayStillReachIt() {
    edge.cupnet.answersWith("25");

    HostDelivery soon = deliveryAfter(Duration.ofSeconds(30));

    assertThat(soon.deliver(reversal(0)).toCompletableFuture().getNow(null))
        .isEqualTo(new Delivery(Result.UNKNOWN, "25", ""));
  }

  @Test
  void whatTheHostHasApprovedItCannotDisclaim() {
    edge.cupnet.answersWith("25");
    said(PURCHASE, "UNKNOWN", "00");

    assertThat(deliver(reversal(0))).isEqualTo(new Delivery(Result.UNKNOWN, "25", ""));
  }

  @Test
  void aHostThatKnowsTheRepetitionMeansWhatItSaidFirst() {
    edge.cupnet.answersWith("94");
    UpstreamDebt disclaimed =
        new UpstreamDebt(
            1,
            UpstreamDebt.Kind.REVERSAL,
            PURCHASE,
            Edge.CUPNET,
            "98",
            4321,
            OWED_AT,
            UpstreamDebt.Status.QUEUED,
            1,
            "25",
            OWED_AT);

    assertThat(deliver(disclaimed)).isEqualTo(new Delivery(Result.SETTLED, "25", ""));
    said(PURCHASE, "UNKNOWN", "00");
    assertThat(deliver(disclaimed)).isEqualTo(new Delivery(Result.UNKNOWN, "25", ""));
  }

  @Test
  void anAdviceThatItsReversalOvertookIsDone() {
    edge.cupnet.answersWith("68");

    UpstreamDebt debt = debt(UpstreamDebt.Kind.ADVICE, REVERSED, Edge.CUPNET, 0);

    assertThat(deliver(debt).result()).isEqualTo(Result.SETTLED);
    edge.cupnet.answersWith("25");
    assertThat(deliver(advice(0)).result()).isEqualTo(Result.REFUSED);
  }

  @Test
  void whatDidNotLeaveIsNoTry() {
    edge.cupnet.fails(new NotSentException("no link is signed on"));

    assertThat(deliver(reversal(0)))
        .isEqualTo(new Delivery(Result.NOT_SENT, "", "no link is signed on"));
  }

  @Test
  void withoutAnAnswerTheHostMayHaveIt() {
    edge.cupnet.fails(new NoAnswerException("x".repeat(130) + "\u0001"));

    assertThat(deliver(reversal(0))).isEqualTo(new Delivery(Result.UNKNOWN, "", "x".repeat(120)));
  }

  @Test
  void whateverGoesWrongInSendingTheHostMayHaveIt() {
    edge.cupnet.throwsAtOnce();

    assertThat(deliver(reversal(0)).result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void anAnswerThatIsNotTheHostsSettlesNothing() {
    edge.cupnet.signsWith(TestZone.NEXT_ZAK);

    Delivery tried = deliver(reversal(0));

    assertThat(tried.result()).isEqualTo(Result.UNKNOWN);
    assertThat(tried.hostCode()).isEmpty();
    assertThat(edge.strays.noted()).hasSize(1);
    assertThat(edge.strays.noted().get(0).why()).isEqualTo(Stray.Why.BAD_MAC);
    assertThat(edge.strays.noted().get(0).transactionId()).isEqualTo(PURCHASE);
  }

  // -- what cannot be sent

  @Test
  void aDebtAboutNothingIsRefused() {
    Delivery tried = deliver(debt(UpstreamDebt.Kind.REVERSAL, 1, Edge.CUPNET, 0));

    assertThat(tried.result()).isEqualTo(Result.REFUSED);
    assertThat(tried.detail()).startsWith("OP-1260");
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void aHostThatIsGoneIsToldNothing() {
    Delivery tried = deliver(debt(UpstreamDebt.Kind.REVERSAL, PURCHASE, "NOWHERE", 0));

    assertThat(tried.result()).isEqualTo(Result.NOT_SENT);
  }

  @Test
  void withoutItsTablesOrItsKeysNothingIsSent() {
    edge.zone.retire(Edge.CUPNET, KeyType.ZAK);
    assertThat(deliver(reversal(0)).result()).isEqualTo(Result.NOT_SENT);

    tables.database.run("ALTER TABLE upstream_exchange RENAME TO elsewhere");
    assertThat(deliver(reversal(0)).result()).isEqualTo(Result.NOT_SENT);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void aHostIsAvailableWhileALinkIsUp() {
    assertThat(delivery.isAvailable(Edge.CUPNET)).isTrue();
    assertThat(delivery.isAvailable("NOWHERE")).isFalse();

    edge.cupnet.goesDown();

    assertThat(delivery.isAvailable(Edge.CUPNET)).isFalse();
  }
}
