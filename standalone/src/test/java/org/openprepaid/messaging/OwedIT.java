package org.openprepaid.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openprepaid.database.OwnTransaction;
import org.openprepaid.upstream.DebtDelivery.Delivery;
import org.openprepaid.upstream.DebtStep;
import org.openprepaid.upstream.DebtTicket;
import org.openprepaid.upstream.UpstreamDebt;
import org.openprepaid.upstream.UpstreamDebt.Status;
import org.openprepaid.upstream.UpstreamDebts;

/** What is owed arrives, on a real database and a real broker, whatever is killed in between. */
class OwedIT {
  private static final String HOST = "CUPNET";
  private static final String OTHER = "OTHERNET";

  @TempDir private static Path directory;
  private static OwedHouse house;

  private final FakeHosts hosts = new FakeHosts();
  private Outbox outbox;

  @BeforeAll
  static void open() {
    house = OwedHouse.open(directory);
  }

  @AfterAll
  static void close() {
    if (house != null) {
      house.close();
    }
  }

  @BeforeEach
  void signOn() {
    outbox = new Outbox(house);
    hosts.signOn(HOST);
  }

  @AfterEach
  void clearTheTable() throws SQLException {
    house.execute("DELETE FROM upstream_debt");
    try (JMSContext context = house.messaging().createContext()) {
      var left = context.createConsumer(context.createQueue(OutboxMessages.OUTBOX));
      while (left.receiveNoWait() != null) {
        // nobody's any more
      }
    }
  }

  private Node node() {
    return node(house, Node.LIMITS);
  }

  private Node node(OwnTransaction transactions, OwedLimits limits) {
    return new Node(transactions, hosts, outbox, limits, 0);
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  private static void settled(List<Long> debts) {
    soon()
        .untilAsserted(
            () ->
                assertThat(debts).allMatch(id -> house.debt(id).debt().status() == Status.SETTLED));
  }

  @Test
  void whatIsOwedIsRelayedDeliveredAndSettled() throws SQLException {
    List<Long> debts = house.owe(HOST, 600);
    try (Node node = node()) {
      node.consume(house.messaging(), 4);

      assertThat(node.relay.pass()).isEqualTo(600);

      settled(debts);
    }
    assertThat(hosts.told(debts)).hasSize(600);
    assertThat(house.debt(debts.get(0)))
        .satisfies(
            debt -> {
              assertThat(debt.hostCode()).isEqualTo("00");
              assertThat(debt.endedAt()).isNotNull();
              assertThat(debt.debt().tries()).isEqualTo(1);
            });
  }

  @Test
  void whileAHostIsAwayItsDebtsStayAndThoseOfOthersGo() throws SQLException {
    List<Long> waiting = house.owe(OTHER, 10);
    List<Long> going = house.owe(HOST, 10);
    try (Node node = node()) {
      node.consume(house.messaging(), 1);

      assertThat(node.relay.pass()).isEqualTo(10);
      settled(going);
      assertThat(house.count(OTHER, "OWED")).isEqualTo(10);

      hosts.signOn(OTHER);
      assertThat(node.relay.pass()).isEqualTo(10);
      settled(waiting);
    }
  }

  @Test
  void whatIsInTheQueueWhenTheHostHangsUpGoesBackAndIsNoTry() throws SQLException {
    List<Long> debts = house.owe(HOST, 3);
    try (Node node = node()) {
      node.relay.pass();
      hosts.hangUp(HOST);
      node.consume(house.messaging(), 1);

      soon().until(() -> house.count(HOST, "OWED") == 3);
      assertThat(hosts.told(debts)).isEmpty();
      assertThat(house.debt(debts.get(0)).debt().tries()).isZero();
      assertThat(house.debt(debts.get(0)).nextTryAt()).isAfter(OwedHouse.now().minusSeconds(5));

      hosts.signOn(HOST);
      soon().until(() -> node.relay.pass() >= 0 && house.count(HOST, "SETTLED") == 3);
    }
  }

  @Test
  void noMoreAreQueuedForAHostThanItsBound() throws SQLException {
    house.owe(HOST, 20);
    OwedLimits limits = new OwedLimits(20, Duration.ofDays(3), 64, 5);
    try (Node node = node(house, limits)) {
      assertThat(node.relay.pass()).isEqualTo(5);
      assertThat(node.relay.pass()).isZero();
      assertThat(house.count(HOST, "OWED")).isEqualTo(15);
    }
  }

  @Test
  void twoRelaysNeverTakeTheSameDebt() throws SQLException {
    house.owe(HOST, 300);
    try (Connection one = house.connect();
        Connection other = house.connect()) {
      List<DebtTicket> first = new UpstreamDebts(one).claim(HOST, OwedHouse.now(), 200);
      List<DebtTicket> second = new UpstreamDebts(other).claim(HOST, OwedHouse.now(), 200);

      assertThat(first).hasSize(200);
      assertThat(second).hasSize(100).doesNotContainAnyElementsOf(first);
      one.rollback();
      other.rollback();
    }
  }

  @Test
  void afterSilenceItIsRepeatedUntilTheHostHasIt() throws SQLException {
    List<Long> debts = house.owe(HOST, 5);
    hosts.answer(debt -> debt.tries() < 2 ? FakeHosts.SILENT : FakeHosts.HAS_IT);
    try (Node node = node()) {
      node.consume(house.messaging(), 2);
      node.relay.pass();

      settled(debts);
    }
    assertThat(hosts.told(debts)).hasSize(15);
    assertThat(hosts.told(List.of(debts.get(0))))
        .extracting(UpstreamDebt::tries)
        .containsExactly(0, 1, 2);
    assertThat(house.debt(debts.get(0)).debt().tries()).isEqualTo(3);
  }

  @Test
  void whatIsRefusedOrUnansweredTooOftenDiesAndIsAmongTheDeadLetters() throws SQLException {
    long refused = house.owe(HOST, 1).get(0);
    long unanswered = house.owe(HOST, 1).get(0);
    hosts.answer(debt -> debt.id() == refused ? FakeHosts.REFUSES : FakeHosts.SILENT);
    try (Node node = node(house, new OwedLimits(2, Duration.ofDays(3), 64, 100))) {
      node.consume(house.messaging(), 1);
      node.relay.pass();

      soon().until(() -> house.count(HOST, "DEAD") == 2);
      assertThat(deadLetters(2)).containsExactlyInAnyOrder(refused, unanswered);
    }
    assertThat(house.debt(refused).hostCode()).isEqualTo("30");
    assertThat(house.debt(refused).lastError()).isEqualTo("refused by the host: format error");
    assertThat(house.debt(unanswered).lastError())
        .isEqualTo("given up after 2 tries: no answer in 15 s");
  }

  /** So many, as they come. */
  private static List<Long> deadLetters(int count) {
    List<Long> found = new ArrayList<>();
    soon()
        .until(
            () -> {
              house.take(OutboxMessages.DEAD_LETTER).forEach(dead -> found.add(dead.debtId()));
              return found.size() >= count;
            });
    return found;
  }

  @Test
  void killedBetweenSendAndCommitItIsSentAgainAndToldOnce() throws SQLException {
    List<Long> debts = house.owe(HOST, 50);
    try (Node node = node()) {
      outbox.killAfterSending(true);
      assertThatThrownBy(node.relay::pass).isInstanceOf(BrokerException.class);
      assertThat(house.count(HOST, "OWED")).isEqualTo(50);
      outbox.killAfterSending(false);
      assertThat(node.relay.pass()).isEqualTo(50);

      node.consume(house.messaging(), 4);

      settled(debts);
      soon().until(() -> node.tally.duplicates.sum() == 50);
    }
    assertThat(hosts.told(debts)).hasSize(50);
  }

  @Test
  void aMessageThatOvertakesTheCommitOfItsRelayWaitsForIt() throws Exception {
    long debt = house.owe(HOST, 1).get(0);
    DebtTicket ticket = new DebtTicket(debt, 0);
    try (Node node = node();
        Connection relay = house.connect()) {
      UpstreamDebts debts = new UpstreamDebts(relay);
      assertThat(debts.claim(HOST, OwedHouse.now(), 10)).containsExactly(ticket);

      node.desk.take(ticket);
      await().during(Duration.ofMillis(300)).until(() -> node.desk.inHand().contains(ticket));
      debts.queue(List.of(ticket));
      relay.commit();

      settled(List.of(debt));
    }
  }

  @Test
  void whatLostItsMessageIsMissedAMinuteLater() throws SQLException {
    List<Long> lost = house.owe(HOST, 3, "QUEUED", OwedHouse.now().minusSeconds(61));
    List<Long> due = house.owe(HOST, 2, "QUEUED", OwedHouse.now().minusSeconds(55));
    try (Node node = node()) {
      assertThat(node.relay.sweep()).isEqualTo(3);
      assertThat(house.debt(due.get(0)).debt().status()).isEqualTo(Status.QUEUED);
      node.consume(house.messaging(), 1);
      node.relay.pass();

      settled(lost);
    }
  }

  @Test
  void whatANodeHadInHandWhenItWasKilledIsTakenUpByAnother() throws SQLException {
    List<Long> debts = house.owe(HOST, 200);
    hosts.behave(debt -> new CompletableFuture<>());
    try (Node killed = node()) {
      killed.consume(house.messaging(), 4);
      killed.relay.pass();
      soon().until(() -> hosts.told(debts).size() == Node.LIMITS.maxInFlight());
      soon().until(() -> killed.desk.inHand().size() == 200);
      killed.kill();
    }
    assertThat(house.count(HOST, "QUEUED")).isEqualTo(200);
    house.execute("UPDATE upstream_debt SET next_try_at = next_try_at - INTERVAL 61 SECOND");
    hosts.answer(debt -> FakeHosts.HAS_IT);
    try (Node node = node()) {
      node.consume(house.messaging(), 4);
      assertThat(node.relay.sweep()).isEqualTo(200);
      node.relay.pass();

      settled(debts);
    }
  }

  @Test
  void aCrowdOfDuplicatesOnTwoNodesChangesNothing() throws Exception {
    long debt = house.owe(HOST, 1, "QUEUED", OwedHouse.now()).get(0);
    CompletableFuture<Delivery> answer = new CompletableFuture<>();
    hosts.behave(each -> answer);
    DebtTicket ticket = new DebtTicket(debt, 0);
    try (Node one = node();
        Node other = node()) {
      for (int i = 0; i < 50; i++) {
        one.desk.take(ticket);
        other.desk.take(ticket);
      }
      soon().until(() -> hosts.told(List.of(debt)).size() == 2);
      answer.complete(FakeHosts.HAS_IT);

      settled(List.of(debt));
      soon().until(() -> one.tally.duplicates.sum() + other.tally.duplicates.sum() == 99);
      one.desk.take(ticket);
      soon().until(() -> one.desk.inHand().isEmpty() && other.desk.inHand().isEmpty());
      assertThat(one.tally.settled.sum() + other.tally.settled.sum()).isEqualTo(1);
    }
    assertThat(hosts.told(List.of(debt))).hasSize(2);
    assertThat(house.debt(debt).debt().tries()).isEqualTo(1);
  }

  @Test
  void theResultOfADebtThatAnOperatorClosedMeanwhileIsNotRecorded() throws Exception {
    long debt = house.owe(HOST, 1, "QUEUED", OwedHouse.now()).get(0);
    CompletableFuture<Delivery> answer = new CompletableFuture<>();
    hosts.behave(each -> answer);
    try (Node node = node()) {
      node.desk.take(new DebtTicket(debt, 0));
      soon().until(() -> hosts.told(List.of(debt)).size() == 1);
      house.execute("UPDATE upstream_debt SET status = 'CLOSED'");
      answer.complete(FakeHosts.SILENT);

      soon().until(() -> node.tally.duplicates.sum() == 1);
    }
    assertThat(house.debt(debt).debt().status()).isEqualTo(Status.CLOSED);
    assertThat(house.debt(debt).debt().tries()).isZero();
  }

  @Test
  void poisonIsDroppedAndHoldsNothingUp() throws SQLException {
    List<Long> debts = house.owe(HOST, 10);
    outbox.send(List.of(new OutboxQueue.Alarm(new DebtTicket(99, 0), Duration.ZERO)));
    try (JMSContext context = house.messaging().createContext()) {
      context.createProducer().send(context.createQueue(OutboxMessages.OUTBOX), "not one of ours");
    }
    try (Node node = node()) {
      node.consume(house.messaging(), 1);
      node.relay.pass();

      settled(debts);
      soon().until(() -> node.desk.inHand().isEmpty());
    }
  }

  @Test
  void aHostThatAnswersNothingHoldsUpNobodyElse() throws SQLException {
    List<Long> stuck = house.owe(OTHER, 500);
    List<Long> going = house.owe(HOST, 500);
    hosts.signOn(OTHER);
    hosts.behave(
        debt ->
            debt.host().equals(OTHER)
                ? new CompletableFuture<>()
                : CompletableFuture.completedFuture(FakeHosts.HAS_IT));
    try (Node node = node()) {
      node.consume(house.messaging(), 4);
      node.relay.pass();

      settled(going);
      assertThat(hosts.told(stuck)).hasSize(Node.LIMITS.maxInFlight());
    }
  }

  @Test
  void aDeliveryThatBreaksItsPromiseCountsAsSilence() throws SQLException {
    List<Long> debts = house.owe(HOST, 2);
    hosts.behave(
        debt -> {
          if (debt.tries() > 0) {
            return CompletableFuture.completedFuture(FakeHosts.HAS_IT);
          }
          if (debt.id() == debts.get(0)) {
            throw new IllegalStateException("card 6222021234567890123");
          }
          return CompletableFuture.failedFuture(new IllegalStateException("broken"));
        });
    try (Node node = node()) {
      node.consume(house.messaging(), 1);
      node.relay.pass();

      settled(debts);
    }
    assertThat(hosts.told(debts)).hasSize(4);
  }

  @Test
  void whileTheDatabaseIsAwayWhatIsInHandIsKept() throws SQLException {
    List<Long> debts = house.owe(HOST, 20);
    AtomicInteger refusals = new AtomicInteger(3);
    OwnTransaction shaky =
        new OwnTransaction() {
          @Override
          public <T> T run(Work<T> work) throws SQLException {
            if (Thread.currentThread().getName().equals("desk") && refusals.getAndDecrement() > 0) {
              throw new SQLException("away");
            }
            return house.run(work);
          }
        };
    try (Node node = node(shaky, Node.LIMITS)) {
      node.consume(house.messaging(), 1);
      node.relay.pass();

      settled(debts);
    }
  }

  @Test
  void withoutTheDatabaseForLongTheHandsAreEmptiedForTheSweep() throws Exception {
    OwnTransaction away =
        new OwnTransaction() {
          @Override
          public <T> T run(Work<T> work) throws SQLException {
            throw new SQLException("away");
          }
        };
    try (Node node = node(away, Node.LIMITS)) {
      node.desk.take(new DebtTicket(1, 0));

      soon().until(() -> node.desk.inHand().isEmpty());
    }
  }

  @Test
  void whatWaitsInLineGoesOnOnceWhatWasUnderWayIsForgotten() throws Exception {
    List<Long> debts = house.owe(HOST, 3, "QUEUED", OwedHouse.now());
    CompletableFuture<Delivery> first = new CompletableFuture<>();
    hosts.behave(
        debt ->
            debt.id() == debts.get(0)
                ? first
                : CompletableFuture.completedFuture(FakeHosts.HAS_IT));
    AtomicInteger rounds = new AtomicInteger();
    AtomicInteger refusals = new AtomicInteger();
    OwnTransaction shaky =
        new OwnTransaction() {
          @Override
          public <T> T run(Work<T> work) throws SQLException {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
              throw new SQLException("away");
            }
            T result = house.run(work);
            rounds.incrementAndGet();
            return result;
          }
        };
    OwedLimits oneAtATime = new OwedLimits(20, Duration.ofDays(3), 1, 2_000);
    try (Node node = node(shaky, oneAtATime)) {
      for (int i = 0; i < 3; i++) {
        node.desk.take(new DebtTicket(debts.get(i), 0));
        int looks = i + 1;
        soon().until(() -> rounds.get() == looks);
      }
      // the end of the first, and with it the second, is forgotten; the third is still in line
      refusals.set(5);
      first.complete(FakeHosts.HAS_IT);

      settled(debts.subList(2, 3));
      assertThat(hosts.told(debts.subList(1, 2))).isEmpty();
    }
  }

  @Test
  void whileTheBrokerIsAwayTheTableKeepsWhatIsOwed() throws SQLException {
    List<Long> debts = house.owe(HOST, 5);
    int port = house.stopBroker();
    try (Node node = node()) {
      assertThatThrownBy(node.relay::pass).isInstanceOf(BrokerException.class);
      assertThat(house.count(HOST, "OWED")).isEqualTo(5);
      house.startBroker(port);
      node.consume(house.messaging(), 1);
      node.relay.pass();

      settled(debts);
    }
  }

  @Test
  void theRelaysDayGoesOnWhateverFailsAndItIsWoken() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    int port = house.stopBroker();
    List<Long> debts = house.owe(HOST, 5);
    try (Node node = node()) {
      OwedWatch watch = new OwedWatch(house, Clock.systemUTC());
      RelayRounds rounds =
          new RelayRounds(node.relay, watch, looks::incrementAndGet, Clock.systemUTC());
      Thread thread = new Thread(rounds, "rounds");
      thread.start();
      // the broker is away, and it is counted all the same
      soon().until(() -> looks.get() == 1);
      assertThat(watch.total(Status.OWED)).isEqualTo(5);
      house.startBroker(port);
      node.consume(house.messaging(), 1);
      rounds.wake();

      settled(debts);
      soon().until(() -> watch.total(Status.OWED) == 0);
      rounds.stop();
      thread.join();
    } finally {
      if (house.isBrokerStopped()) {
        house.startBroker(port);
      }
    }
  }

  @Test
  void theOldestThatIsStillToBeDeliveredIsKnown() throws SQLException {
    OwedWatch watch = new OwedWatch(house, Clock.systemUTC());
    List<Long> debts = house.owe(HOST, 3);
    house.execute(
        "UPDATE upstream_debt SET created_at = created_at - INTERVAL 11 MINUTE WHERE id = "
            + debts.get(0));
    house.execute("UPDATE upstream_debt SET status = 'DEAD' WHERE id = " + debts.get(2));

    watch.look();

    assertThat(watch.total(Status.OWED)).isEqualTo(2);
    assertThat(watch.total(Status.DEAD)).isEqualTo(1);
    assertThat(watch.total(Status.SETTLED)).isZero();
    assertThat(watch.oldestSeconds()).isBetween(660L, 700L);
  }

  @Test
  void textFromOutsideNeverMakesARowUnwritable() throws SQLException {
    long debt = house.owe(HOST, 1, "QUEUED", OwedHouse.now()).get(0);
    DebtTicket ticket = new DebtTicket(debt, 0);
    DebtStep step = new DebtStep.Dead("A0?", "\u62d2\u7edd " + "x".repeat(300));

    house.run(c -> new UpstreamDebts(c).record(Map.of(ticket, step), OwedHouse.now()));

    assertThat(house.debt(debt).hostCode()).isEqualTo("A0");
    assertThat(house.debt(debt).lastError()).startsWith("?? xxx").hasSize(120);
  }

  @Test
  void whatTheHostSaidLastIsKnownAfterTriesWithoutAnAnswer() throws SQLException {
    long debt = house.owe(HOST, 1, "QUEUED", OwedHouse.now()).get(0);
    DebtStep disclaimed = new DebtStep.Again(OwedHouse.now(), "25", "");
    DebtStep silent = new DebtStep.Again(OwedHouse.now(), "", "no answer");

    for (DebtStep step : List.of(disclaimed, silent)) {
      DebtTicket ticket = new DebtTicket(debt, house.debt(debt).debt().tries());
      house.run(c -> new UpstreamDebts(c).record(Map.of(ticket, step), OwedHouse.now()));
    }

    assertThat(house.debt(debt).debt().hostCode()).isEqualTo("25");
    assertThat(house.debt(debt).lastError()).isEqualTo("no answer");
  }

  @Test
  void resultsAreMeantForTheStateTheyBelongTo() throws SQLException {
    long debt = house.owe(HOST, 1, "QUEUED", OwedHouse.now()).get(0);
    DebtTicket ticket = new DebtTicket(debt, 0);
    DebtTicket stale = new DebtTicket(debt, 4);
    DebtStep settled = new DebtStep.Settled("00");

    assertThat(
            house.<List<DebtTicket>>run(
                c -> new UpstreamDebts(c).record(Map.of(stale, settled), OwedHouse.now())))
        .containsExactly(stale);
    assertThat(
            house.<List<DebtTicket>>run(
                c -> new UpstreamDebts(c).record(Map.of(ticket, settled), OwedHouse.now())))
        .isEmpty();
    assertThat(
            house.<List<DebtTicket>>run(
                c -> new UpstreamDebts(c).record(Map.of(ticket, settled), OwedHouse.now())))
        .containsExactly(ticket);
  }
}
