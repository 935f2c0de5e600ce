package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openprepaid.softpos.sample.SampleInstitution;
import org.openprepaid.system.instance.Instance;

/**
 * What terminals cost that are connected and do nothing: memory of the server, and throughput of
 * those that buy meanwhile.
 */
final class IdleTrial {
  /** Terminals that buy meanwhile. */
  static final int BUYING = 64;

  private final Instance instance;
  private final SampleInstitution sample;
  private final PrintWriter out;

  IdleTrial(Instance instance, SampleInstitution sample, PrintWriter out) {
    this.instance = instance;
    this.sample = sample;
    this.out = out;
  }

  void run(int count, BenchPlan plan) throws Exception {
    try (PosLoads loads = PosLoads.signIn(sample, List.of(BUYING))) {
      PosLoad load = loads.all().get(0);
      say("warming up for %d s", plan.warmUp().toSeconds());
      load.run(plan.warmUp());
      memory(count);
      throughput(load, count, plan);
    }
  }

  private void memory(int count) {
    ServerMemory before = ServerMemory.of(instance.server());
    try (IdleTerminals idle = connect(count)) {
      ServerMemory with = ServerMemory.of(instance.server());
      idle.requireOpen();
      ServerMemory cost = with.since(before);
      say(
          "server memory before: %.0f MiB resident, %.1f MiB live on the heap",
          before.residentMib(), before.liveHeapMib());
      say(
          "with %d idle terminals: %+.0f MiB resident, %+.1f MiB live on the heap (%.1f KiB each)",
          count, cost.residentMib(), cost.liveHeapMib(), cost.liveHeapMib() * 1024 / count);
    }
  }

  private void throughput(PosLoad load, int count, BenchPlan plan) throws Exception {
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 1; round <= plan.rounds(); round++) {
      without.add(rate(load, plan.stretch()));
      try (IdleTerminals idle = connect(count)) {
        with.add(rate(load, plan.stretch()));
        idle.requireOpen();
      }
      int last = round - 1;
      say(
          "round %d: %,.0f purchases/s without them, %,.0f with",
          round, without.get(last), with.get(last));
    }
    double ratio = Scoreboard.median(with) / Scoreboard.median(without);
    say("median: with them / without = %.3f", ratio);
  }

  private static double rate(PosLoad load, Duration length) throws Exception {
    Contender.Tally tally = load.run(length);
    return tally.purchases() * 1e9 / tally.elapsed().toNanos();
  }

  private IdleTerminals connect(int count) {
    return IdleTerminals.connect(sample.host(), sample.port(), count);
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
