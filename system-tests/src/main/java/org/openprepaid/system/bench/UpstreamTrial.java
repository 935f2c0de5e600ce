package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.openprepaid.softpos.pos.Card;
import org.openprepaid.softpos.pos.TerminalIdentity;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.softpos.sample.SampleInstitution.SampleCard;
import org.openprepaid.system.instance.Instance;
import org.openprepaid.system.instance.UpstreamProcess;

/**
 * What cards of others cost: the time that is added to their host's own, many requests in flight on
 * one link, our own cards beside a dead host, and how fast a host is told what it is owed. The host
 * is simulated on the same machine, and takes its share of it.
 */
final class UpstreamTrial {
  private static final int OWN = 16;
  private static final int FOREIGN = 16;
  private static final int MANY = 500;
  private static final int CLASSES = 4;

  /** As many as are needed. */
  static final int TERMINALS = 1 + FOREIGN + MANY + OWN;

  private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);
  private static final long LOOK_AGAIN_MS = 200;

  private final Instance instance;
  private final SampleInstitution sample;
  private final ServerMetrics metrics;
  private final PrintWriter out;

  UpstreamTrial(Instance instance, SampleInstitution sample, PrintWriter out) {
    this.instance = instance;
    this.sample = sample;
    this.metrics = new ServerMetrics(instance);
    this.out = out;
  }

  /**
   * @param owed how many reversals are to be drained; 0: none
   */
  void run(BenchPlan plan, int owed) throws Exception {
    List<TerminalIdentity> terminals = sample.terminals();
    if (terminals.size() < CLASSES) {
      throw new BenchException("the sample has only " + terminals.size() + " terminals");
    }
    List<Card> foreign = sample.foreignCards().stream().map(SampleCard::card).toList();
    List<Integer> shares = shares(terminals.size());
    try (UpstreamProcess host = instance.startUpstream("--any-card");
        PosLoad one = load(terminals, shares, 0, foreign, 1);
        PosLoad some = load(terminals, shares, 1, foreign, FOREIGN);
        PosLoad many = load(terminals, shares, 2, foreign, MANY);
        PosLoad own = load(terminals, shares, 3, PosLoad.cards(sample), OWN)) {
      awaitLink();
      say("warming up for %d s", plan.warmUp().toSeconds());
      own.run(plan.warmUp().dividedBy(2));
      some.run(plan.warmUp().dividedBy(2));
      for (int round = 1; round <= plan.rounds(); round++) {
        say("round %d", round);
        added("1 terminal", one, plan.stretch());
        added(FOREIGN + " terminals", some, plan.stretch());
        besideDeadHost(host, own, some, plan.stretch());
      }
      inFlight(host, many, plan.stretch());
      if (owed > 0) {
        drain(host, some, own, owed, plan.stretch());
      }
    }
  }

  /** Ends of the terminals' ranges for each load: as wanted, or as far as they go. */
  private static List<Integer> shares(int terminals) {
    int[] wanted = {1, FOREIGN, MANY, OWN};
    List<Integer> ends = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < CLASSES; i++) {
      end = terminals >= TERMINALS ? end + wanted[i] : terminals * (i + 1) / CLASSES;
      ends.add(end);
    }
    return ends;
  }

  private PosLoad load(
      List<TerminalIdentity> terminals, List<Integer> ends, int which, List<Card> cards, int size) {
    int from = which == 0 ? 0 : ends.get(which - 1);
    return new PosLoad(sample, terminals.subList(from, ends.get(which)), cards, size);
  }

  private void awaitLink() throws Exception {
    while (metrics.value("openprepaid_upstream_links_signed_on") == 0) {
      Thread.sleep(LOOK_AGAIN_MS);
    }
  }

  /** The time from sending to the host's answer is the host's own; the rest is ours. */
  private void added(String who, PosLoad load, Duration length) throws Exception {
    double countBefore = metrics.value("openprepaid_upstream_answer_time_seconds_count");
    double sumBefore = metrics.value("openprepaid_upstream_answer_time_seconds_sum");
    Contender.Tally tally = load.run(length);
    // the gauge's quantiles are in nanoseconds, whatever its name says
    double hostMedian =
        metrics.value("openprepaid_upstream_answer_time_seconds\\{.*quantile=\"0.5\"") / 1e6;
    double count = metrics.value("openprepaid_upstream_answer_time_seconds_count") - countBefore;
    double sum = metrics.value("openprepaid_upstream_answer_time_seconds_sum") - sumBefore;
    double median = tally.latency().getValueAtPercentile(50) / 1e3;
    say(
        "  %s, card of others: %,.0f/s; median %.2f ms, of which the host %.2f (mean %.2f):"
            + " %.2f ms added%s",
        who,
        rate(tally),
        median,
        hostMedian,
        sum * 1e3 / count,
        median - hostMedian,
        trouble(tally));
  }

  private void besideDeadHost(UpstreamProcess host, PosLoad own, PosLoad foreign, Duration length)
      throws Exception {
    double before = rate(own.run(length));
    host.command("rules always never");
    CompletableFuture<Contender.Tally> asking = inBackground(foreign, length);
    double beside = rate(own.run(length));
    asking.join();
    host.command("clear");
    // what else the machine does comes and goes: once before and once after
    double alone = (before + rate(own.run(length))) / 2;
    say(
        "  our own cards: %,.0f/s alone, %,.0f/s while %d terminals ask a host that says nothing:"
            + " %.3f",
        alone, beside, FOREIGN, beside / alone);
  }

  private void inFlight(UpstreamProcess host, PosLoad many, Duration length) throws Exception {
    host.command("rules always late 500");
    CompletableFuture<Contender.Tally> asking = inBackground(many, length);
    double most = 0;
    while (!asking.isDone()) {
      most = Math.max(most, metrics.value("openprepaid_upstream_in_flight"));
      Thread.sleep(LOOK_AGAIN_MS);
    }
    host.command("clear");
    Contender.Tally tally = asking.join();
    say(
        "%d terminals, host answers after 500 ms: %,.0f/s, at most %,.0f in flight on %,.0f link;"
            + " median %.0f ms%s",
        MANY,
        rate(tally),
        most,
        metrics.value("openprepaid_upstream_links\\{"),
        tally.latency().getValueAtPercentile(50) / 1e3,
        trouble(tally));
  }

  private void drain(UpstreamProcess host, PosLoad buying, PosLoad own, int owed, Duration length)
      throws Exception {
    try (Connection connection = instance.connectAsOwner("")) {
      while (number(connection, "SELECT COUNT(*) FROM upstream_exchange WHERE host_code = '00'")
          < owed) {
        buying.run(Duration.ofSeconds(10));
      }
      double alone = rate(own.run(length));
      host.command("down");
      owe(connection, owed);
      host.command("up");
      long start = System.nanoTime();
      long before = unsettled(connection);
      CompletableFuture<Contender.Tally> live = inBackground(own, length);
      Contender.Tally tally = live.join();
      double whileLive = (before - unsettled(connection)) * 1e9 / (System.nanoTime() - start);
      say(
          "%,d reversals owed, the host is back: %,.0f/s drained beside our own cards, which made"
              + " %,.0f/s (alone %,.0f: %.2f)%s",
          owed, whileLive, rate(tally), alone, rate(tally) / alone, trouble(tally));
      long restStart = System.nanoTime();
      long rest = unsettled(connection);
      while (unsettled(connection) > 0 && System.nanoTime() - restStart < LONGEST_DRAIN.toNanos()) {
        Thread.sleep(LOOK_AGAIN_MS);
      }
      double seconds = (System.nanoTime() - restStart) / 1e9;
      say(
          "the other %,d in %.0f s: %,.0f/s; left %,d",
          rest, seconds, (rest - unsettled(connection)) / seconds, unsettled(connection));
    }
  }

  private static long unsettled(Connection connection) throws SQLException {
    return number(
        connection, "SELECT COUNT(*) FROM upstream_debt WHERE status IN ('OWED', 'QUEUED')");
  }

  /** As if the terminals had reversed them; only the host is told, these books are thrown away. */
  private static void owe(Connection connection, int count) throws SQLException {
    String sql =
        "INSERT INTO upstream_debt (id, kind, transaction_id, host, reason, trace, transmitted_at,"
            + " status, next_try_at, created_at)"
            + " SELECT transaction_id, 'REVERSAL', transaction_id, host, '00', trace,"
            + " transmitted_at, 'OWED', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM upstream_exchange"
            + " e WHERE host_code = '00' AND NOT EXISTS (SELECT 1 FROM upstream_debt d WHERE"
            + " d.transaction_id = e.transaction_id) LIMIT ?";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setInt(1, count);
      insert.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static CompletableFuture<Contender.Tally> inBackground(PosLoad load, Duration length) {
    CompletableFuture<Contender.Tally> tally = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                tally.complete(load.run(length));
              } catch (InterruptedException | RuntimeException e) {
                tally.completeExceptionally(e);
              }
            },
            "load beside");
    thread.setDaemon(true);
    thread.start();
    return tally;
  }

  private static double rate(Contender.Tally tally) {
    return tally.purchases() * 1e9 / tally.elapsed().toNanos();
  }

  private static String trouble(Contender.Tally tally) {
    return tally.trouble().isEmpty() ? "" : "; " + tally.trouble();
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
