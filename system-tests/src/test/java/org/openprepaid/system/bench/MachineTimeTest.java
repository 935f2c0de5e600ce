package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MachineTimeTest {
  @Test
  void idleAndWaitingAreNoWorkAndStolenTimeIs() {
    MachineTime time = MachineTime.of("cpu  100 20 30 500 50 5 15 10 7 0");

    assertThat(time.all()).isEqualTo(Duration.ofMillis(7_300));
    assertThat(time.busy()).isEqualTo(Duration.ofMillis(1_800));
  }

  @Test
  void whatWeDidNotUseOfTheBusyTimeWasOthers() {
    MachineTime before = MachineTime.of("cpu  100 0 0 100 0 0 0 0 0 0");
    MachineTime after = MachineTime.of("cpu  1100 0 0 1100 0 0 0 0 0 0");
    ProcessorTime ours =
        new ProcessorTime(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(1));

    // of 20 s all were busy for 10, and ours were 6
    assertThat(after.shareOfOthers(before, ours)).isCloseTo(0.2, within(0.001));
  }

  @Test
  void theMachineTellsItsTime() {
    MachineTime now = MachineTime.now();

    assertThat(now.busy()).isPositive().isLessThan(now.all());
  }
}
