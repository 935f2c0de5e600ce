package org.openprepaid.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openprepaid.key.KeyAlgorithm;

class TerminalDirectoryTest {
  private static final String TERMINAL = "10000001";

  private final Map<String, TerminalKeys> database = new HashMap<>();
  private int reads;
  private long now;
  private final TerminalDirectory directory = new TerminalDirectory(this::find, () -> now, 100);

  private Optional<TerminalKeys> find(String terminalId) {
    reads++;
    return Optional.ofNullable(database.get(terminalId));
  }

  @Test
  void aTerminalIsReadOnceAndThenRecalled() {
    database.put(TERMINAL, keys());

    assertThat(directory.recall(TERMINAL)).isNull();
    TerminalDirectory.Entry read = directory.read(TERMINAL);

    assertThat(read.isSignedIn()).isTrue();
    assertThat(directory.recall(TERMINAL)).isEqualTo(read);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void anEntryThatProvedWrongMayBeReadAgainAfterOneSecond() {
    database.put(TERMINAL, keys());
    TerminalDirectory.Entry read = directory.read(TERMINAL);

    pass(Duration.ofMillis(999));
    assertThat(directory.mayBeReadAgain(read)).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(directory.mayBeReadAgain(read)).isTrue();
  }

  @Test
  void aSignOffAtAnotherNodeHoldsHereAfterFiveMinutesAtTheLatest() {
    database.put(TERMINAL, keys());
    directory.read(TERMINAL);

    pass(Duration.ofSeconds(TerminalDirectory.MAX_AGE_SECONDS).minusNanos(1));
    assertThat(directory.recall(TERMINAL)).isNotNull();
    pass(Duration.ofNanos(1));
    assertThat(directory.recall(TERMINAL)).isNull();
  }

  @Test
  void anUnknownTerminalIsRememberedForASecond() {
    directory.read(TERMINAL);

    assertThat(directory.recall(TERMINAL).isKnown()).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(directory.recall(TERMINAL)).isNull();
  }

  @Test
  void aTerminalThatWasUnknownIsFoundOnceItIsEnrolled() {
    directory.read(TERMINAL);
    database.put(TERMINAL, TerminalKeys.signedOff(TERMINAL));
    pass(Duration.ofSeconds(1));

    assertThat(directory.read(TERMINAL).isKnown()).isTrue();
    assertThat(directory.recall(TERMINAL).isKnown()).isTrue();
  }

  @Test
  void aSignInHereIsKnownAtOnce() {
    database.put(TERMINAL, TerminalKeys.signedOff(TERMINAL));
    directory.read(TERMINAL);

    directory.remember(keys());

    assertThat(directory.recall(TERMINAL).isSignedIn()).isTrue();
  }

  @Test
  void aForgottenTerminalIsReadAnew() {
    database.put(TERMINAL, keys());
    directory.read(TERMINAL);

    directory.forget(TERMINAL);

    assertThat(directory.recall(TERMINAL)).isNull();
  }

  @Test
  void aFloodOfInventedTerminalsNeitherFillsMemoryNorDisplacesTheKnown() {
    database.put(TERMINAL, keys());
    directory.read(TERMINAL);

    for (int i = 0; i < 100_000; i++) {
      directory.read("X%07d".formatted(i));
    }

    assertThat(directory.recall(TERMINAL)).isNotNull();
    assertThat(directory.size()).isLessThanOrEqualTo(TerminalDirectory.UNKNOWN_LIMIT + 1);
  }

  @Test
  void moreTerminalsThanTheLimitDisplaceThoseNotUsedLately() {
    database.put(TERMINAL, keys());
    directory.read(TERMINAL);

    for (int i = 0; i < 1_000; i++) {
      String other = "Y%07d".formatted(i);
      database.put(other, TerminalKeys.signedOff(other));
      directory.read(other);
      assertThat(directory.recall(TERMINAL)).as("used all the time").isNotNull();
    }

    assertThat(directory.recall("Y0000000")).isNull();
    assertThat(directory.size()).isLessThanOrEqualTo(100);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private static TerminalKeys keys() {
    return SoftKeys.workingKeys(TERMINAL, KeyAlgorithm.DES);
  }
}
