package org.openprepaid.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeOrderedIdsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final TimeOrderedIds ids = new TimeOrderedIds(5, Clock.fixed(NOON, ZoneOffset.UTC));

  @Test
  void growEvenWhenTheClockStandsStillAndTheMillisecondIsFull() {
    long last = 0;
    for (int i = 0; i < 10_000; i++) {
      long id = ids.next();
      assertThat(id).isGreaterThan(last);
      last = id;
    }
    assertThat(TimeOrderedIds.madeAt(last)).isBetween(NOON, NOON.plusMillis(3));
  }

  @Test
  void differBetweenThreadsAndNodes() {
    TimeOrderedIds otherNode = new TimeOrderedIds(6, Clock.fixed(NOON, ZoneOffset.UTC));
    Set<Long> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(
            i -> {
              assertThat(seen.add(ids.next())).isTrue();
              assertThat(seen.add(otherNode.next())).isTrue();
            });
  }

  @Test
  void fitSixtyBits() {
    Clock late = Clock.fixed(Instant.parse("2094-01-01T00:00:00Z"), ZoneOffset.UTC);
    assertThat(new TimeOrderedIds(127, late).next() >>> 60).isZero();
  }

  @Test
  void wantANodeNumberInRange() {
    assertThatThrownBy(() -> new TimeOrderedIds(128, Clock.systemUTC()))
        .hasMessageContaining("OP-1001");
  }
}
