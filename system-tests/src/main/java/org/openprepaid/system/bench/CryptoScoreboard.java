package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The figures of the cryptography: a line for each kind of work as they come, then the goal. */
final class CryptoScoreboard {
  /** What the cryptography of one purchase may take, in microseconds of processor time. */
  static final double GOAL = 30;

  private static final String LINE = "%-" + CryptoWork.MAX_TITLE + "s%10s%12s%12s%12s%n";

  private final PrintWriter out;
  private double purchase = Double.NaN;

  CryptoScoreboard(PrintWriter out) {
    this.out = out;
  }

  /**
   * What one operation took, in microseconds, round by round.
   *
   * @param processor of processor time, of all threads together
   * @param elapsed by the clock, for the thread that did it
   */
  record Cost(List<Double> processor, List<Double> elapsed) {
    double processorMicros() {
      return Scoreboard.median(processor);
    }

    double elapsedMicros() {
      return Scoreboard.median(elapsed);
    }
  }

  void head() {
    print("%n%-" + CryptoWork.MAX_TITLE + "s%22s%24s%n", "us/op", "one thread", "two threads");
    print(LINE, "", "processor", "elapsed", "processor", "elapsed");
  }

  void add(CryptoWork work, Cost oneThread, Cost twoThreads) {
    if (work.equals(CryptoWork.PURCHASE)) {
      purchase = oneThread.processorMicros();
    }
    print(
        LINE,
        work.title(),
        decimal(oneThread.processorMicros()),
        decimal(oneThread.elapsedMicros()),
        decimal(twoThreads.processorMicros()),
        decimal(twoThreads.elapsedMicros()));
  }

  /**
   * The goal, and what to think of the figures.
   *
   * @param others share of the machine's processors, 0 to 1, that other processes had meanwhile
   */
  void summary(double others) {
    print(
        "%none purchase takes %s us of processor time; the goal is under %.0f us; ratio %.2f: %s%n",
        decimal(purchase), GOAL, purchase / GOAL, purchase < GOAL ? "met" : "missed");
    if (others > Scoreboard.QUIET) {
      print(
          "Other processes had %.0f %% of the machine's processors: read the processor time, and"
              + " measure again when it is quiet.%n",
          100 * others);
    }
  }

  private static String decimal(double micros) {
    return String.format(Locale.ROOT, "%.2f", micros);
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
