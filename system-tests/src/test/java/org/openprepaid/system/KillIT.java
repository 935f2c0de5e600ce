package org.openprepaid.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.openprepaid.system.Replies.assertApproved;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openprepaid.softpos.load.LoadReport;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.Outcome;
import org.openprepaid.softpos.pos.PosTerminal;
import org.openprepaid.softpos.pos.TerminalException;
import org.openprepaid.system.instance.Instance;

/** An approval that left the building is in the ledger, whatever was killed. */
@ExtendWith(RunningInstance.class)
class KillIT {
  private static final int ENOUGH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void afterTheServerWasKilledUnderLoadNothingApprovedIsMissing(
      Institution institution, Counter counter) throws SQLException {
    Instance instance = institution.instance();
    Card card = counter.cardWithPin();
    PosTerminal terminal = counter.terminal();
    assertApproved(terminal.purchase(card, 30_00));
    Set<String> approved;
    try (Rush rush = new Rush(institution)) {
      awaitApprovals(rush, ENOUGH);
      kill(instance.server());
      approved = rush.approved();
      rush.end();
    }

    instance.run();

    assertInLedger(approved, instance);
    // it is signed in as before, and the books are as they were
    assertApproved(terminal.purchase(card, 20_00), 950_00);
  }

  @Test
  void withoutItsDatabaseTheHostSaysSoAndComesBackByItself(Institution institution, Counter counter)
      throws SQLException {
    Instance instance = institution.instance();
    Card card = counter.cardWithPin();
    PosTerminal terminal = counter.terminal();
    assertApproved(terminal.purchase(card, 30_00));
    ProcessHandle server = instance.server();
    try (Rush rush = new Rush(institution)) {
      awaitApprovals(rush, ENOUGH);
      ProcessHandle companions = instance.companions();
      kill(instance.database());
      companions.onExit().join();

      assertThat(terminal.purchase(card, 10_00).code()).isEqualTo("96");
      assertThat(instance.isReady()).isFalse();

      instance.run();
      int before = rush.approved().size();
      awaitApprovals(rush, before + ENOUGH);
      LoadReport report = rush.end();

      assertThat(report.codes().get("96")).isPositive();
      assertThat(report.lost()).as("purchases that nobody answered").isZero();
      assertThat(instance.server().pid()).isEqualTo(server.pid());
      assertInLedger(rush.approved(), instance);
    }
    assertApproved(terminal.purchase(card, 20_00), 950_00);
  }

  @Test
  void aReversalThatWaitedForTheHostIsStillOwedAndArrives(
      Institution institution, Counter counter) {
    Instance instance = institution.instance();
    Card card = counter.cardWithPin();
    PosTerminal terminal = counter.terminal();
    terminal.faults().dropReply();
    Outcome lost = terminal.purchase(card, 30_00);
    assertThat(lost.status()).isEqualTo(Outcome.Status.NO_REPLY);
    kill(instance.server());
    assertThatThrownBy(terminal::payDebts).isInstanceOf(TerminalException.class);
    assertThat(terminal.debts()).hasSize(1);

    instance.run();
    terminal.payDebts();

    assertThat(terminal.debts()).isEmpty();
    assertThat(counter.available(card)).isEqualTo(Institution.ISSUED);
  }

  private static void awaitApprovals(Rush rush, int count) {
    await().atMost(PATIENCE).until(() -> rush.approved().size() >= count);
  }

  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
    process.onExit().join();
  }

  private static void assertInLedger(Set<String> approved, Instance instance) throws SQLException {
    try (Books books = Books.of(instance)) {
      assertThat(approved).hasSizeGreaterThanOrEqualTo(ENOUGH);
      assertThat(books.approvedPurchases()).containsAll(approved);
    }
    Instance.LedgerCheck check = instance.checkLedger();
    assertThat(check.isClean()).as(check.report()).isTrue();
  }
}
