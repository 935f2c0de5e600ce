package org.openprepaid.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openprepaid.iso8583.IsoAnswer;
import org.openprepaid.iso8583.IsoFields;
import org.openprepaid.iso8583.IsoReply;
import org.openprepaid.key.KeyType;
import org.openprepaid.transaction.Outcome;
import org.openprepaid.transaction.Request;
import org.openprepaid.transaction.ResponseCode;

/** What the edge does when the fault is its own, or when what it is told makes no sense. */
class OwnFaultsTest {
  private final Edge edge = new Edge();

  @Test
  void anAnswerThatCannotBeCheckedIsNoAnswer() {
    CompletableFuture<IsoAnswer> answer = new CompletableFuture<>();
    edge.cupnet.answersByHand(answer);
    CompletableFuture<Outcome> told = edge.submit(edge.purchase()).toCompletableFuture();
    edge.zone.loseReach();
    answer.complete(edge.cupnet.signed(FakeHost.approval(edge.cupnet.only())));
    assertThat(told).isCompleted();
    assertThat(edge.gateway.only(Request.Answered.class).answer().status())
        .isEqualTo(org.openprepaid.transaction.Exchange.Status.UNKNOWN);
  }

  @Test
  void whileTheKeysAreOutOfReachNothingIsRecorded() {
    edge.zone.loseReach();

    assertThat(edge.ask(edge.purchase()))
        .isEqualTo(Outcome.unrecorded(ResponseCode.ISSUER_UNAVAILABLE));
    assertThat(edge.cupnet.heardNothing()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=2912A011234556100000",
        "=29122011234556A00000",
        "=29AB2011234556100000",
        "02912201123455610000"
      })
  void aMalformedStripeIsRefused(String rest) {
    NetworkRequests requests = new NetworkRequests(edge.keys, Edge.SHANGHAI);
    RefusedRequestException refusal =
        catchThrowableOfType(
            RefusedRequestException.class,
            () ->
                requests.map(
                    Edge.CUPNET,
                    FromHost.signed(FromHost.purchase().set(35, FromHost.CARD.digits() + rest))));
    assertThat(refusal).isNotNull();
  }

  @Test
  void aKcvThatIsNoneIsMalformed() {
    KeyChange change =
        new KeyChange(
            null,
            new org.openprepaid.database.OwnTransaction() {
              @Override
              public <T> T run(Work<T> work) throws java.sql.SQLException {
                throw new java.sql.SQLException("away");
              }
            },
            Clock.systemUTC(),
            () -> {});
    assertThat(change.take(Edge.CUPNET, "ZPKXXXXXXXXB0080P0TE00E0000"))
        .isEqualTo(ResponseCode.FORMAT_ERROR);
  }

  private NetworkDesk desk() {
    return new NetworkDesk(
        Edge.host(Edge.CUPNET),
        new NetworkDesk.Tools(
            edge.gateway,
            edge.keys,
            new NetworkRequests(edge.keys, Edge.SHANGHAI),
            null,
            edge.strays.book,
            edge.counted.counters,
            Runnable::run));
  }

  @Test
  void outOfReachTheHostIsAnswered() {
    edge.zone.loseReach();
    CompletableFuture<IsoReply> reply =
        desk().onRequest(FromHost.signed(FromHost.purchase())).toCompletableFuture();
    assertThat(reply).isCompleted();
  }

  @Test
  void withoutZakTheHostIsAnswered() {
    edge.zone.retire(Edge.CUPNET, KeyType.ZAK);
    IsoReply reply =
        desk().onRequest(FromHost.signed(FromHost.purchase())).toCompletableFuture().join();
    assertThat(reply.fields().text(39)).isEqualTo("A0");
    if (reply.macFunction() != null) {
      assertThat(reply.macFunction().apply(new byte[8])).hasSize(8);
    }
  }

  @Test
  void aDeclineIsNotLate() {
    edge.cupnet.answersWith("51");
    edge.gateway.posts(
        answered ->
            CompletableFuture.completedStage(ScriptedGateway.outcome(ResponseCode.LATE, "")));
    edge.ask(edge.purchase());
    assertThat(edge.strays.noted()).isEmpty();
  }

  @Test
  void aConnectionThatThrowsIsNoAnswer() {
    edge.cupnet.throwsAtOnce();
    CompletableFuture<Outcome> told = edge.submit(edge.purchase()).toCompletableFuture();
    assertThat(told).isCompleted();
    assertThat(edge.requests.underWay()).isZero();
  }

  @Test
  void aBlankAuthorisationCodeNamesNothing() throws Exception {
    NetworkRequests requests = new NetworkRequests(edge.keys, Edge.SHANGHAI);
    IsoFields message = FromHost.following("0200", "000000", "06").set(38, "      ");
    Request.Following request =
        (Request.Following) requests.map(Edge.CUPNET, FromHost.signed(message));
    assertThat(request.original().authCode()).isNull();
  }

  @Test
  void aDeliveryWhoseAnswerCannotBeCheckedIsUnknown() {
    UpstreamTables tables = new UpstreamTables();
    tables.record(
        edge.zone.security,
        7,
        org.openprepaid.transaction.TransactionKind.PURCHASE,
        org.openprepaid.transaction.TransactionState.DECLINED,
        0);
    HostDelivery delivery =
        new HostDelivery(
            edge.links,
            new DebtSubjects(tables.database.source(), edge.zone.security),
            edge.answers,
            Runnable::run,
            Edge.PATIENCE,
            Clock.systemUTC());
    CompletableFuture<IsoAnswer> answer = new CompletableFuture<>();
    edge.cupnet.answersByHand(answer);
    CompletableFuture<DebtDelivery.Delivery> tried =
        delivery
            .deliver(
                new UpstreamDebt(
                    1,
                    UpstreamDebt.Kind.REVERSAL,
                    7,
                    Edge.CUPNET,
                    "98",
                    1,
                    Edge.TRANSMITTED,
                    UpstreamDebt.Status.QUEUED,
                    0,
                    "",
                    Edge.TRANSMITTED))
            .toCompletableFuture();
    edge.zone.loseReach();
    answer.complete(edge.cupnet.signed(FakeHost.approval(edge.cupnet.only())));
    assertThat(tried).isCompleted();
    assertThat(tried.join().result()).isEqualTo(DebtDelivery.Result.UNKNOWN);
  }
}
