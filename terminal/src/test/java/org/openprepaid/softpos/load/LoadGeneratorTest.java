package org.openprepaid.softpos.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openprepaid.softpos.host.FakeHost;
import org.openprepaid.softpos.host.HostBook;
import org.openprepaid.softpos.iso.Framing;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.KeyLength;
import org.openprepaid.softpos.pos.TerminalIdentity;

/** Given a host with two rich cards and a poor one. */
class LoadGeneratorTest {
  private static final String RICH = "6225883141592653589";
  private static final String RICHER = "6225880000000000103";
  private static final String POOR = "6225880000000000202";
  private static final long BALANCE = 1_000_000_00L;
  private static final long RUN_NANOS = Duration.ofMillis(300).toNanos();

  private final FakeHost host =
      new FakeHost(
          new HostBook()
              .withCard(RICH, BALANCE)
              .withCard(RICHER, BALANCE)
              .withCard(POOR, 0)
              .forgetful());

  @AfterEach
  void close() throws IOException {
    host.close();
  }

  @Test
  void everyApprovedPurchaseIsInTheHostsBookWithATraceOfItsOwn() throws InterruptedException {
    Set<String> seen = Collections.synchronizedSet(new HashSet<>());
    List<Integer> repeated = Collections.synchronizedList(new ArrayList<>());
    LoadPlan plan =
        plan(8, 2)
            .withListener(
                (terminal, batch, trace, rrn) -> {
                  if (!seen.add(terminal + "/" + batch + "/" + trace) || rrn.length() != 12) {
                    repeated.add(trace);
                  }
                });
    LoadReport report = run(plan);

    long spent = 2 * BALANCE - host.book().balance(RICH) - host.book().balance(RICHER);
    assertThat(report.approved()).isPositive().isEqualTo(spent).isEqualTo(seen.size());
    assertThat(report.codes()).containsOnlyKeys("00", "51");
    assertThat(report.badMacs()).isZero();
    assertThat(report.lost()).isZero();
    assertThat(report.latency().getTotalCount()).isEqualTo(report.answered());
    assertThat(repeated).isEmpty();
  }

  @Test
  void linesThatBreakAreMadeAnew() throws Exception {
    try (LoadGenerator generator = new LoadGenerator(plan(4, 1))) {
      generator.prepare();
      CompletableFuture<LoadReport> running =
          CompletableFuture.supplyAsync(() -> longRun(generator));
      awaitSpending(BALANCE);
      host.hangUp();
      awaitSpending(host.book().balance(RICH));
      generator.stop();

      LoadReport report = running.get();
      long spent = 2 * BALANCE - host.book().balance(RICH) - host.book().balance(RICHER);
      assertThat(report.lost()).isBetween(0L, 4L);
      // what was lost may have been carried out or not
      assertThat(spent).isBetween(report.approved(), report.approved() + report.lost());
    }
  }

  private static LoadReport longRun(LoadGenerator generator) {
    try {
      return generator.run(Duration.ofSeconds(30).toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitSpending(long below) {
    Awaitility.await().until(() -> host.book().balance(RICH) < below);
  }

  private static LoadReport run(LoadPlan plan) throws InterruptedException {
    try (LoadGenerator generator = new LoadGenerator(plan)) {
      generator.prepare();
      return generator.run(RUN_NANOS);
    }
  }

  private LoadPlan plan(int connections, int threads) {
    return new LoadPlan(
        "127.0.0.1",
        host.port(),
        new Framing("6000030000", "603100310000"),
        List.of(
            new TerminalIdentity("TERM0001", "898100000000001", HostBook.TMK),
            new TerminalIdentity("TERM0002", "898100000000001", HostBook.TMK),
            new TerminalIdentity("TERM0003", "898100000000002", HostBook.TMK)),
        List.of(card(RICH), card(RICHER).withPin("739105"), card(POOR)),
        1,
        connections,
        threads,
        KeyLength.DOUBLE,
        Duration.ofSeconds(5),
        null);
  }

  private static Card card(String pan) {
    return Card.keyed(pan, "3012");
  }
}
