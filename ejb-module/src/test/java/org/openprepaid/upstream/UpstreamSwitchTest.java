package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.transaction.HostAnswer;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;
import org.openprepaid.transaction.Transmission;

/** A request is in the ledger before its host is asked, and its answer before anybody is told. */
class UpstreamSwitchTest {
  private final Edge edge = new Edge();

  // -- in which order

  @Test
  void aPurchaseIsRecordedThenSentThenPostedThenTold() {
    CompletableFuture<IsoAnswer> answer = new CompletableFuture<>();
    CompletableFuture<Outcome> posted = new CompletableFuture<>();
    edge.cupnet.answersByHand(answer);
    edge.gateway.posts(answered -> posted);

    CompletableFuture<Outcome> told = edge.submit(edge.purchase()).toCompletableFuture();

    assertThat(edge.story).containsExactly("Forwarded", "sent 0200");
    assertThat(told).isNotDone();
    assertThat(edge.requests.isUnderWay(ScriptedGateway.ID)).isTrue();

    answer.complete(edge.cupnet.signed(FakeHost.approval(edge.cupnet.only())));

    assertThat(edge.story).containsExactly("Forwarded", "sent 0200", "Answered");
    assertThat(told).isNotDone();

    Outcome approved = ScriptedGateway.outcome(ResponseCode.APPROVED, "778899");
    posted.complete(approved);

    assertThat(told).isCompletedWithValue(approved);
    assertThat(edge.requests.underWay()).isZero();
  }

  @Test
  void whatIsRecordedNamesTheMessageThatIsSent() {
    Request.Purchase purchase = edge.purchase();

    edge.ask(purchase);

    Request.Forwarded forwarded = edge.gateway.only(Request.Forwarded.class);
    assertThat(forwarded.asked()).isEqualTo(purchase);
    Transmission sent = forwarded.sent();
    assertThat(sent.host()).isEqualTo(Edge.CUPNET);
    assertThat(sent.mti()).isEqualTo("0200");
    // whole seconds: element 7 has no more
    assertThat(sent.at()).isEqualTo(Edge.TRANSMITTED);
    assertThat(edge.cupnet.only().text(7)).isEqualTo("1122033000");
    assertThat(edge.cupnet.only().text(11)).isEqualTo(Elements.number(sent.trace(), 6));
    assertThat(edge.cupnet.onlySent().patience()).isEqualTo(Edge.PATIENCE);
  }

  @Test
  void theAnswerIsPostedToTheTransactionThatWaits() {
    Request.Purchase purchase = edge.purchase();

    edge.ask(purchase);

    Request.Answered answered = edge.gateway.only(Request.Answered.class);
    assertThat(answered.origin()).isEqualTo(purchase.origin());
    assertThat(answered.amount()).isEqualTo(purchase.amount());
    assertThat(answered.kind()).isEqualTo(purchase.kind());
    assertThat(answered.transactionId()).isEqualTo(ScriptedGateway.ID);
    assertThat(answered.answer())
        .isEqualTo(HostAnswer.answered(ResponseCode.APPROVED, "00", "778899", null));
  }

  @Test
  void whatIsDeclinedBeforeTheHostIsAskedIsNotSent() {
    edge.gateway.records(forwarded -> ScriptedGateway.outcome(ResponseCode.INVALID_MERCHANT, ""));

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.INVALID_MERCHANT);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  // -- repeats

  @Test
  void aRepeatWhileTheHostIsAskedGetsTheSameOutcomeAndAsksNobody() {
    CompletableFuture<IsoAnswer> answer = new CompletableFuture<>();
    edge.cupnet.answersByHand(answer);
    Request.Purchase purchase = edge.purchase();
    CompletableFuture<Outcome> first = edge.submit(purchase).toCompletableFuture();
    edge.gateway.records(forwarded -> ScriptedGateway.askedAlready());

    CompletableFuture<Outcome> repeat = edge.submit(purchase).toCompletableFuture();

    assertThat(repeat).isNotDone();
    answer.complete(edge.cupnet.signed(FakeHost.approval(edge.cupnet.only())));
    assertThat(first).isCompleted();
    assertThat(repeat).isCompletedWithValue(first.join());
    assertThat(edge.cupnet.received).hasSize(1);
    edge.gateway.only(Request.Answered.class);
  }

  @Test
  void aRepeatOfWhatAnotherNodeAsksIsStillPending() {
    edge.gateway.records(forwarded -> ScriptedGateway.askedAlready());

    assertThat(edge.ask(edge.purchase()).isPending()).isTrue();
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @Test
  void aRepeatOfWhatIsDecidedGetsThatOutcome() {
    Outcome decided = ScriptedGateway.outcome(ResponseCode.APPROVED, "778899");
    edge.gateway.records(forwarded -> decided);

    assertThat(edge.ask(edge.purchase())).isEqualTo(decided);
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  // -- when the gateway fails

  @Test
  void anAnswerIsPostedAgainUntilTheGatewayIsBack() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    edge.gateway.posts(
        answered ->
            CompletableFuture.completedStage(
                attempts.incrementAndGet() < 3
                    ? Outcome.unrecorded(ResponseCode.SYSTEM_ERROR)
                    : ScriptedGateway.outcome(ResponseCode.APPROVED, "778899")));
    long startedNanos = System.nanoTime();

    CompletionStage<Outcome> told = edge.submit(edge.purchase());
    Outcome outcome = told.toCompletableFuture().get(30, TimeUnit.SECONDS);

    assertThat(outcome.code()).isEqualTo(ResponseCode.APPROVED);
    assertThat(attempts).hasValue(3);
    // 100 ms, then 200 ms
    assertThat(System.nanoTime() - startedNanos)
        .isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(295));
    assertThat(edge.cupnet.received).hasSize(1);
    assertThat(edge.strays.noted()).isEmpty();
  }

  @Test
  void aHostThatAnswers96IsPostedOnce() {
    edge.cupnet.answersWith("96");

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.NO_ANSWER);
    edge.gateway.only(Request.Answered.class);
  }

  // -- late answers

  @Test
  void anApprovalOfWhatWasDecidedOtherwiseIsKeptAsLate() {
    edge.strays.debt(ScriptedGateway.ID, Edge.CUPNET, UpstreamDebt.Status.SETTLED, "25");
    edge.gateway.posts(
        answered ->
            CompletableFuture.completedStage(ScriptedGateway.outcome(ResponseCode.NO_ANSWER, "")));

    assertThat(edge.ask(edge.purchase()).code()).isEqualTo(ResponseCode.NO_ANSWER);

    assertThat(edge.strays.noted())
        .containsExactly(
            new Stray(
                Edge.CUPNET,
                ScriptedGateway.ID,
                Stray.Why.LATE,
                "answer 00 after 98",
                Edge.NOON.atOffset(ZoneOffset.UTC).toLocalDateTime(),
                false));
    assertThat(edge.strays.statusOf(ScriptedGateway.ID))
        .as("what the host had disclaimed is owed again")
        .isEqualTo(UpstreamDebt.Status.OWED);
  }

  @Test
  void anAnswerThatDecidedIsNotLate() {
    edge.ask(edge.purchase());
    edge.cupnet.answersWith("51");
    edge.ask(edge.purchase());
    // the host's own code is unknown here, and means a decline
    edge.cupnet.answersWith("07");
    edge.ask(edge.purchase());

    assertThat(edge.strays.noted()).isEmpty();
  }
}
