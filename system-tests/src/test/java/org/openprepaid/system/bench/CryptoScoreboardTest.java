package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CryptoScoreboardTest {
  private final StringWriter printed = new StringWriter();
  private final CryptoScoreboard scoreboard = new CryptoScoreboard(new PrintWriter(printed));

  @Test
  void aLineShowsTheMedianOfEachColumn() {
    scoreboard.head();
    scoreboard.add(
        CryptoWork.ALL.get(1), cost(List.of(3.0, 1.0, 2.0), 2.5), cost(List.of(4.0), 8.25));

    assertThat(printed.toString())
        .containsPattern("us/op +one thread +two threads")
        .containsPattern("verify MAC, 160 bytes, CUP, DES +2.00 +2.50 +4.00 +8.25");
  }

  @Test
  void thePurchaseIsHeldAgainstTheGoal() {
    scoreboard.add(CryptoWork.PURCHASE, cost(List.of(15.0), 40), cost(List.of(16.0), 80));
    scoreboard.summary(0.05);

    assertThat(printed.toString())
        .contains("takes 15.00 us of processor time; the goal is under 30 us; ratio 0.50: met")
        .doesNotContain("Other processes");
  }

  @Test
  void aGoalThatIsMissedAndAMachineThatIsBusyAreSaid() {
    scoreboard.add(CryptoWork.PURCHASE, cost(List.of(30.0), 30), cost(List.of(30.0), 30));
    scoreboard.summary(0.4);

    assertThat(printed.toString())
        .contains("ratio 1.00: missed")
        .contains("Other processes had 40 % of the machine's processors");
  }

  private static CryptoScoreboard.Cost cost(List<Double> processor, double elapsed) {
    return new CryptoScoreboard.Cost(processor, List.of(elapsed));
  }
}
