package org.openprepaid.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.openprepaid.upstream.DebtDelivery.Delivery;
import org.openprepaid.upstream.DebtDelivery.Result;
import org.openprepaid.upstream.DebtStep;
import org.openprepaid.upstream.UpstreamDebt;

class RetryRulesTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 25, 12, 0);
  private static final OwedLimits LIMITS = new OwedLimits(20, Duration.ofDays(3), 64, 2_000);

  @Test
  void whatTheHostHasIsSettled() {
    assertThat(after(Result.SETTLED, "00", owed(0))).isEqualTo(new DebtStep.Settled("00"));
  }

  @Test
  void whatTheHostRefusesIsAnOperatorsToDecideAtOnce() {
    assertThat(after(Result.REFUSED, "30", owed(0)))
        .isEqualTo(new DebtStep.Dead("30", "refused by the host: as told"));
  }

  @Test
  void withoutAnAnswerItIsSentAgainLater() {
    assertThat(after(Result.UNKNOWN, "", owed(0))).isInstanceOf(DebtStep.Again.class);
    assertThat(after(Result.UNKNOWN, "", owed(18))).isInstanceOf(DebtStep.Again.class);
  }

  @Test
  void theTwentiethSilenceEndsIt() {
    assertThat(after(Result.UNKNOWN, "", owed(19)))
        .isEqualTo(new DebtStep.Dead("", "given up after 20 tries: as told"));
  }

  @Test
  void silenceEndsWhatIsOlderThanThreeDays() {
    assertThat(after(Result.UNKNOWN, "", owed(0, Duration.ofHours(73))))
        .isEqualTo(new DebtStep.Dead("", "given up after 72 hours: as told"));
    assertThat(after(Result.UNKNOWN, "", owed(0, Duration.ofDays(3))))
        .isInstanceOf(DebtStep.Again.class);
  }

  @Test
  void whatDidNotLeaveNeverDies() {
    UpstreamDebt old = owed(500, Duration.ofDays(400));

    assertThat(after(Result.NOT_SENT, "", old)).isInstanceOf(DebtStep.PutBack.class);
  }

  @Test
  void thePauseDoublesUpToFiveMinutes() {
    assertThat(RetryRules.ceiling(1)).hasSeconds(2);
    assertThat(RetryRules.ceiling(2)).hasSeconds(4);
    assertThat(RetryRules.ceiling(8)).hasSeconds(256);
    assertThat(RetryRules.ceiling(9)).hasSeconds(300);
    assertThat(RetryRules.ceiling(1_000)).hasSeconds(300);
  }

  @Property
  void aPauseIsBetweenAMomentAndItsCeiling(
      @ForAll @IntRange(min = 1, max = 1_000) int tries,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    Duration ceiling = RetryRules.ceiling(tries);

    assertThat(RetryRules.jittered(ceiling, chance))
        .isBetween(RetryRules.SHORTEST_PAUSE, ceiling)
        .isLessThanOrEqualTo(RetryRules.LONGEST_PAUSE);
    assertThat(RetryRules.ceiling(tries + 1)).isGreaterThanOrEqualTo(ceiling);
  }

  @Property
  void whateverIsSilentDiesInTheEndAndNotBefore(
      @ForAll @IntRange(min = 1, max = 1_000) int maxTries,
      @ForAll @IntRange(min = 0, max = 1_000) int tries,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double chance) {
    OwedLimits limits = new OwedLimits(maxTries, Duration.ofDays(3), 64, 2_000);
    Delivery silence = new Delivery(Result.UNKNOWN, "", "");

    DebtStep step = RetryRules.after(silence, owed(tries), NOW, chance, limits);

    assertThat(step instanceof DebtStep.Dead).isEqualTo(tries + 1 >= maxTries);
    if (step instanceof DebtStep.Again again) {
      assertThat(again.at()).isAfter(NOW);
    }
  }

  @Test
  void aLimitOutOfBoundsIsRefusedByItsName() {
    assertThatThrownBy(() -> new OwedLimits(0, Duration.ofDays(3), 64, 2_000))
        .hasMessage("OP-1670 openprepaid.owed.max-tries must be 1 to 1000");
    assertThatThrownBy(() -> new OwedLimits(20, Duration.ZERO, 64, 2_000))
        .hasMessageContaining("max-age-hours");
    assertThatThrownBy(() -> new OwedLimits(20, Duration.ofDays(3), 1_001, 2_000))
        .hasMessageContaining("max-in-flight");
    assertThatThrownBy(() -> new OwedLimits(20, Duration.ofDays(3), 64, 0))
        .hasMessageContaining("max-queued");
  }

  private static DebtStep after(Result result, String hostCode, UpstreamDebt debt) {
    return RetryRules.after(new Delivery(result, hostCode, "as told"), debt, NOW, 0.5, LIMITS);
  }

  private static UpstreamDebt owed(int tries) {
    return owed(tries, Duration.ofMinutes(1));
  }

  private static UpstreamDebt owed(int tries, Duration age) {
    return new UpstreamDebt(
        1,
        UpstreamDebt.Kind.REVERSAL,
        2,
        "CUPNET",
        "98",
        3,
        NOW.minus(age),
        UpstreamDebt.Status.QUEUED,
        tries,
        "",
        NOW.minus(age));
  }
}
