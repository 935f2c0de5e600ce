package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.system.instance.Instance;
import org.openprepaid.system.instance.UpstreamProcess;

/**
 * The bad days of a year in a few minutes: a host that answers late, never, twice or wrongly, links
 * that break, and every process killed in turn, while terminals buy. In the end both journals agree
 * on every transaction, or it is on the operators' list.
 */
@ExtendWith(RunningInstance.class)
class UpstreamStormIT {
  private static final int ENOUGH = 10_000;
  private static final int TERMINALS = 32;
  private static final int TILLS = 3;
  private static final Duration LONGEST = Duration.ofMinutes(6);
  private static final Duration CALM = Duration.ofMinutes(3);
  private static final String SEED = "20261125";

  private static final List<String> MISBEHAVIOUR =
      List.of(
          "1% mti 0200 late 4000",
          "1% mti 0200 never",
          "2% twice",
          "0.03% garbled",
          "1% mti 0200 other-amount",
          "0.5% mti 0200 other-card",
          "1% mti 0200 bad-mac",
          "0.03% drop",
          "0.03% drop-mid-message",
          "3% mti 0200 decline 05",
          "1% unknown-type",
          "1% stray",
          "0.05% flood 200",
          // what must arrive gets its share
          "5% mti 0420 never",
          "5% mti 0220 late 4000",
          "5% mti 0420 bad-mac");

  @Test
  void everyTransactionIsTheSameOnBothSidesInTheEnd(Institution institution) throws Exception {
    Instance instance = institution.instance();
    List<Card> cards = institution.foreignCards();
    List<Till> tills = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    UpstreamProcess host = instance.startUpstream("--seed", SEED);
    List<Counter> counters = new ArrayList<>();
    for (int i = 0; i < TILLS; i++) {
      Counter counter = institution.newCounter();
      counters.add(counter);
      Till till = new Till(counter.terminal(), cards, i);
      tills.add(till);
      threads.add(new Thread(till, "till-" + i));
    }
    try (Routed routed = Routed.of(instance);
        Rush rush = new Rush(institution, cards, TERMINALS)) {
      misbehave(host);
      threads.forEach(Thread::start);
      awaitMore(routed, 1_500);
      kill(instance.server());
      instance.run();
      awaitMore(routed, 1_500);
      host.kill();
      host = instance.startUpstream("--seed", SEED + 1);
      misbehave(host);
      awaitMore(routed, 1_500);
      host.command("down");
      kill(instance.server());
      host.command("up");
      instance.run();
      awaitMore(routed, 1_000);
      killCompanions(instance);
      awaitMore(Routed.of(instance), 1_500);
      try (Routed now = Routed.of(instance)) {
        await().atMost(LONGEST).until(() -> now.count() >= ENOUGH);
      }
      rush.end();
    } finally {
      tills.forEach(Till::stop);
    }
    for (Thread thread : threads) {
      thread.join();
    }

    host.command("clear");
    tills.forEach(Till::settleDebts);
    theCalmAfterIt(instance, host);
    counters.forEach(Counter::close);
    host.close();
  }

  private static void misbehave(UpstreamProcess host) {
    MISBEHAVIOUR.forEach(rule -> host.command("rules " + rule));
  }

  private static void awaitMore(Routed routed, long more) throws SQLException {
    long before = routed.count();
    await().atMost(LONGEST).until(() -> routed.count() >= before + more);
  }

  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
  }

  /** Database and broker at once, under the server, which stays. */
  private static void killCompanions(Instance instance) {
    ProcessHandle companions = instance.companions();
    kill(instance.database());
    companions.destroyForcibly();
    companions.onExit().join();
    instance.run();
  }

  private static void theCalmAfterIt(Instance instance, UpstreamProcess host) throws SQLException {
    try (Routed routed = Routed.of(instance)) {
      await()
          .atMost(CALM)
          .untilAsserted(
              () -> {
                assertThat(routed.pending()).isZero();
                assertThat(routed.owed()).isZero();
              });
      assertThat(routed.count()).isGreaterThanOrEqualTo(ENOUGH);
      assertThat(routed.settled()).isPositive();
      assertThat(routed.disagreements(host.journal())).isEmpty();
    }
    Instance.LedgerCheck check = instance.checkLedger();
    assertThat(check.isClean()).as(check.report()).isTrue();
  }
}
