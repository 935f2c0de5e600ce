package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures the security module by itself, with JMH: no database, no sockets. Each round is a
 * process of its own, as what a just-in-time compiler makes of the same code differs from process
 * to process.
 */
final class CryptoBench {
  private static final int TWO = 2;

  private final BenchPlan plan;
  private final PrintWriter out;

  /**
   * @param plan of each kind of work, with one thread and again with two
   */
  CryptoBench(BenchPlan plan, PrintWriter out) {
    this.plan = plan;
    this.out = out;
  }

  void run() {
    Machine.print(out);
    MachineTime machine = MachineTime.now();
    Duration own = ProcessorTime.withChildren(ProcessHandle.current());
    CryptoScoreboard scoreboard = new CryptoScoreboard(out);
    scoreboard.head();
    for (CryptoWork work : CryptoWork.ALL) {
      scoreboard.add(work, cost(work, 1), cost(work, TWO));
    }
    Duration used = ProcessorTime.withChildren(ProcessHandle.current()).minus(own);
    ProcessorTime ours = new ProcessorTime(Duration.ZERO, Duration.ZERO, used);
    scoreboard.summary(MachineTime.now().shareOfOthers(machine, ours));
  }

  private CryptoScoreboard.Cost cost(CryptoWork work, int threads) {
    Collection<RunResult> results;
    try {
      results = new Runner(options(work, threads)).run();
    } catch (RunnerException e) {
      throw new BenchException("JMH cannot measure '" + work.title().trim() + "'", root(e));
    }
    List<Double> processor = new ArrayList<>();
    List<Double> elapsed = new ArrayList<>();
    for (RunResult result : results) {
      for (BenchmarkResult round : result.getBenchmarkResults()) {
        for (IterationResult stretch : round.getIterationResults()) {
          elapsed.add(stretch.getPrimaryResult().getScore());
          processor.add(stretch.getSecondaryResults().get(ProcessorProfiler.LABEL).getScore());
        }
      }
    }
    if (processor.size() != plan.rounds()) {
      throw new BenchException("JMH did not measure '" + work.title().trim() + "'");
    }
    return new CryptoScoreboard.Cost(processor, elapsed);
  }

  /** What was thrown in the measured process; JMH packs it up several times. */
  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null || root.getSuppressed().length > 0) {
      root = root.getCause() != null ? root.getCause() : root.getSuppressed()[0];
    }
    return root;
  }

  private Options options(CryptoWork work, int threads) {
    return new OptionsBuilder()
        .include(work.pattern())
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .threads(threads)
        .forks(plan.rounds())
        // one at least, in which keys and messages are made
        .warmupIterations(1)
        .warmupTime(TimeValue.milliseconds(Math.max(1, plan.warmUp().toMillis())))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(plan.stretch().toMillis()))
        .addProfiler(ProcessorProfiler.class)
        // a heap and a collector such as the server has
        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseG1GC")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
