package org.openprepaid.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TraceNumbersTest {
  private final Clock clock = Clock.fixed(Instant.ofEpochMilli(7_811), ZoneOffset.UTC);

  @Test
  void aNodesNumbersFitElement11AndComeRoundLate() {
    TraceNumbers traces = new TraceNumbers(127, clock);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 7_812; i++) {
      int trace = traces.next();
      assertThat(trace).isBetween(1, 999_999);
      assertThat(seen.add(trace)).isTrue();
    }
    assertThat(seen).contains(traces.next());
  }

  @Test
  void twoNodesNeverShareOne() {
    TraceNumbers one = new TraceNumbers(1, clock);
    TraceNumbers two = new TraceNumbers(2, clock);
    Set<Integer> ofOne = new HashSet<>();
    for (int i = 0; i < 7_812; i++) {
      ofOne.add(one.next());
    }
    for (int i = 0; i < 7_812; i++) {
      assertThat(ofOne).doesNotContain(two.next());
    }
  }
}
