package org.openprepaid.key.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.KeyEvent;

/** A key's history tells when it was the active one. */
class TimeInUseTest {
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 22, 12, 0);
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<KeyEvent> history = new ArrayList<>();

  private TimeInUseTest then(int hours, String operator, String event) {
    history.add(new KeyEvent(NOON.plusHours(hours), operator, event));
    return this;
  }

  private TimeInUse inUse() {
    return TimeInUse.of(history).orElseThrow();
  }

  @Test
  void itBeginsWhenAnOperatorActivatesTheKeyAndEndsWhenAnotherTakesItsPlace() {
    then(0, "wang", "GENERATED").then(1, "wang", "ACTIVE");
    assertThat(inUse()).isEqualTo(new TimeInUse(NOON.plusHours(1), LocalDateTime.MAX));

    then(5, "li", "SUPERSEDED");
    assertThat(inUse()).isEqualTo(new TimeInUse(NOON.plusHours(1), NOON.plusHours(5)));
  }

  @Test
  void itEndsOnceThoughTheKeyIsCompromisedLater() {
    then(0, "wang", "ACTIVE").then(5, "li", "SUPERSEDED").then(9, "li", "COMPROMISED");
    assertThat(inUse().to()).isEqualTo(NOON.plusHours(5));
  }

  @Test
  void keysOfTheFirstStartWereActiveFromTheBeginning() {
    assertThat(inUse().from()).isEqualTo(LocalDateTime.MIN);
    then(0, "system", "GENERATED").then(7, "li", "SUPERSEDED");
    assertThat(inUse()).isEqualTo(new TimeInUse(LocalDateTime.MIN, NOON.plusHours(7)));
    assertThat(inUse().begunWithin(HOUR, NOON)).isFalse();
  }

  @Test
  void aKeyThatNobodyActivatedWasNeverInUse() {
    then(0, "wang", "GENERATED").then(1, "wang", "COMPROMISED");
    assertThat(TimeInUse.of(history)).isEmpty();
  }

  @Test
  void beginAndEndAreFreshForAWhile() {
    then(0, "wang", "ACTIVE").then(5, "li", "SUPERSEDED");
    assertThat(inUse().begunWithin(HOUR, NOON.plusMinutes(59))).isTrue();
    assertThat(inUse().begunWithin(HOUR, NOON.plusMinutes(60))).isFalse();
    assertThat(inUse().endedWithin(HOUR, NOON.plusHours(6).minusMinutes(1))).isTrue();
    assertThat(inUse().endedWithin(HOUR, NOON.plusHours(6))).isFalse();
  }

  @Test
  void whatGoesOnHasNotEnded() {
    then(0, "wang", "ACTIVE");
    assertThat(inUse().endedWithin(HOUR, NOON)).isFalse();
  }
}
