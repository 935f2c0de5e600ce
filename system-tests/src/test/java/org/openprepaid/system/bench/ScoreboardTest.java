package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ScoreboardTest {
  private final StringWriter printed = new StringWriter();
  private double others = 0.02;
  private final Scoreboard scoreboard = new Scoreboard(new PrintWriter(printed));

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheMiddleTwo() {
    assertThat(Scoreboard.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Scoreboard.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
  }

  @Test
  void ratiosAreTakenRoundByRoundAndNotOfTheMedians() {
    round(1, 1_000, 3_000, 1_500);
    round(2, 2_000, 4_000, 4_000);
    round(3, 1_000, 3_000, 1_800);

    scoreboard.summary();

    assertThat(printed.toString())
        .containsPattern("system-64 / floor +1.80 +1.50 +2.00 +1.80")
        .containsPattern("system-64 / ceiling +0.60 +0.50 +1.00 +0.60")
        .containsPattern("ceiling / floor +3.00 +3.00 +2.00 +3.00");
  }

  @Test
  void aStretchShowsWhatAPurchaseCostEachProcess() {
    ProcessorTime used =
        new ProcessorTime(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofMillis(500));
    scoreboard.add(1, "system-16", stretch(10_000, used, ""));

    assertThat(printed.toString())
        .containsPattern("1 +system-16 +1,000 +2.00 +2.00 +10.0 +0.200 +0.300 +0.050 +0.550 +2 %");
  }

  @Test
  void whatWasNotApprovedIsSaid() {
    ProcessorTime none = new ProcessorTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    scoreboard.add(1, "system-16", stretch(10_000, none, "refused {51=3}"));

    assertThat(printed.toString()).contains("system-16: refused {51=3}");
  }

  @Test
  void aMachineThatWasBusyWithOthersIsSaidToBeNoMeasure() {
    round(1, 1_000, 3_000, 1_500);
    scoreboard.summary();
    assertThat(printed.toString()).doesNotContain("Measure again");

    others = 0.25;
    round(2, 1_000, 3_000, 1_500);
    round(3, 1_000, 3_000, 1_500);
    scoreboard.summary();

    assertThat(printed.toString()).contains("Other processes had 25 %").contains("Measure again");
  }

  private void round(int round, long floor, long ceiling, long system) {
    ProcessorTime none = new ProcessorTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    scoreboard.add(round, "floor", stretch(floor, none, ""));
    scoreboard.add(round, "ceiling", stretch(ceiling, none, ""));
    scoreboard.add(round, "system-64", stretch(system, none, ""));
  }

  /** Ten seconds, two milliseconds each, ten to a commit. */
  private Stretch stretch(long purchases, ProcessorTime used, String trouble) {
    Histogram latency = Contender.Tally.histogram();
    latency.recordValueWithCount(2_000, purchases);
    return new Stretch(
        purchases, trouble, Duration.ofSeconds(10), latency, used, others, purchases / 10);
  }
}
