package org.openprepaid.system.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** Some threads that each do one database transaction after another. */
abstract class ReferenceLoad implements Contender {
  private final int threads;

  ReferenceLoad(int threads) {
    this.threads = threads;
  }

  /** One thread's connection and statements. */
  interface Till extends AutoCloseable {
    /** One transaction, committed; returns how many purchases it held. */
    int sell() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  abstract Till open() throws SQLException;

  @Override
  public Tally run(Duration length) throws Exception {
    List<Till> tills = new ArrayList<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      for (int i = 0; i < threads; i++) {
        tills.add(open());
      }
      long start = System.nanoTime();
      long end = start + length.toNanos();
      List<Future<Histogram>> running = new ArrayList<>();
      for (Till till : tills) {
        running.add(executor.submit(() -> sellUntil(till, end)));
      }
      Histogram all = Tally.histogram();
      for (Future<Histogram> one : running) {
        all.add(one.get());
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      return new Tally(all.getTotalCount(), "", elapsed, all);
    } finally {
      executor.shutdownNow();
      for (Till till : tills) {
        till.close();
      }
    }
  }

  private static Histogram sellUntil(Till till, long end) throws SQLException {
    Histogram latency = Tally.histogram();
    long before = System.nanoTime();
    while (before < end) {
      int purchases = till.sell();
      long after = System.nanoTime();
      latency.recordValueWithCount((after - before) / 1000, purchases);
      before = after;
    }
    return latency;
  }
}
