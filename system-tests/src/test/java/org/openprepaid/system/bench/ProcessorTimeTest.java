package org.openprepaid.system.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
  @Test
  void aProcessThatWorksUsesTime() {
    ProcessHandle self = ProcessHandle.current();
    Duration before = ProcessorTime.of(self);

    long sum = 0;
    while (ProcessorTime.of(self).minus(before).compareTo(Duration.ofMillis(50)) < 0) {
      sum++;
    }

    assertThat(sum).isPositive();
    assertThat(ProcessorTime.residentKib(self)).isBetween(10_000L, 100_000_000L);
  }

  @Test
  void aProcessHasTheTimeOfItsChildrenOnceTheyHaveEnded() throws Exception {
    ProcessHandle self = ProcessHandle.current();
    String java = self.info().command().orElseThrow();
    Duration before = ProcessorTime.withChildren(self).minus(ProcessorTime.of(self));

    new ProcessBuilder(java, "-version").redirectErrorStream(true).start().waitFor();

    Duration after = ProcessorTime.withChildren(self).minus(ProcessorTime.of(self));
    assertThat(after).isGreaterThan(before);
  }

  @Test
  void whatWasUsedSinceIsTheDifferenceOfEach() {
    ProcessorTime before =
        new ProcessorTime(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(30));
    ProcessorTime after =
        new ProcessorTime(Duration.ofMillis(110), Duration.ofMillis(220), Duration.ofMillis(330));

    ProcessorTime used = after.since(before);

    assertThat(used)
        .isEqualTo(
            new ProcessorTime(
                Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300)));
    assertThat(used.total()).isEqualTo(Duration.ofMillis(600));
  }
}
