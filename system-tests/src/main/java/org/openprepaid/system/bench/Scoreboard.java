package org.openprepaid.system.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures: a line a stretch as they come, then ratios, round by round and their median. */
final class Scoreboard {
  private static final String LINE = "%-8s%-12s%12s%10s%10s%8s%11s%9s%9s%9s%9s%n";

  /** What the system itself needs beside the three processes stays below this. */
  static final double QUIET = 0.1;

  private final PrintWriter out;
  private final Map<String, List<Stretch>> results = new LinkedHashMap<>();

  Scoreboard(PrintWriter out) {
    this.out = out;
  }

  void head() {
    print("%n%62s%s%n", "", "processor ms a purchase");
    print(
        LINE,
        "round",
        "",
        "purchases/s",
        "p50 ms",
        "p99 ms",
        "group",
        "database",
        "server",
        "client",
        "all",
        "others");
  }

  void add(int round, String name, Stretch stretch) {
    results.computeIfAbsent(name, unused -> new ArrayList<>()).add(stretch);
    line(Integer.toString(round), name, List.of(stretch));
    if (!stretch.trouble().isEmpty()) {
      print("      %s: %s%n", name, stretch.trouble());
    }
  }

  /** The median of each column, then the ratios. */
  void summary() {
    print("%n");
    results.forEach((name, stretches) -> line("median", name, stretches));
    print("%nratios of purchases/s%20s%s%n", "", "median    round by round");
    List<String> systems =
        results.keySet().stream().filter(name -> name.startsWith(PosLoad.NAME)).toList();
    for (String system : systems) {
      ratio(system, "floor");
      ratio(system, "ceiling");
    }
    ratio("ceiling", "floor");
    double others =
        median(results.values().stream().flatMap(List::stream).map(Stretch::others).toList());
    if (others > QUIET) {
      print(
          "%nOther processes had %.0f %% of the machine's processors: the more threads a contender"
              + " has, the more it is given of the rest. Measure again when it is quiet.%n",
          100 * others);
    }
  }

  /** The ratio of two contenders in each round, when both ran. */
  private void ratio(String above, String below) {
    List<Stretch> numerators = results.getOrDefault(above, List.of());
    List<Stretch> denominators = results.getOrDefault(below, List.of());
    int rounds = Math.min(numerators.size(), denominators.size());
    if (rounds == 0) {
      return;
    }
    List<Double> ratios = new ArrayList<>();
    StringBuilder each = new StringBuilder();
    for (int i = 0; i < rounds; i++) {
      double ratio = numerators.get(i).rate() / denominators.get(i).rate();
      ratios.add(ratio);
      each.append(String.format(Locale.ROOT, "  %.2f", ratio));
    }
    print("%-41s%7.2f  %s%n", above + " / " + below, median(ratios), each);
  }

  private void line(String round, String name, List<Stretch> stretches) {
    print(
        LINE,
        round,
        name,
        String.format(Locale.ROOT, "%,.0f", median(stretches, Stretch::rate)),
        decimal(2, median(stretches, s -> s.latencyMillis(50))),
        decimal(2, median(stretches, s -> s.latencyMillis(99))),
        decimal(1, median(stretches, Stretch::groupSize)),
        decimal(3, median(stretches, s -> s.millisEach(s.processor().database()))),
        decimal(3, median(stretches, s -> s.millisEach(s.processor().server()))),
        decimal(3, median(stretches, s -> s.millisEach(s.processor().client()))),
        decimal(3, median(stretches, s -> s.millisEach(s.processor().total()))),
        decimal(0, 100 * median(stretches, Stretch::others)) + " %");
  }

  private static double median(List<Stretch> stretches, ToDoubleFunction<Stretch> column) {
    return median(stretches.stream().map(column::applyAsDouble).toList());
  }

  /** The middle one, or the mean of the middle two. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static String decimal(int places, double value) {
    return String.format(Locale.ROOT, "%." + places + "f", value);
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
    out.flush();
  }
}
