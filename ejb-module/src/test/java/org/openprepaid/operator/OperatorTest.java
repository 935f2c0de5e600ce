package org.openprepaid.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong passwords lock a log-in, for a while. */
class OperatorTest {
  private static final LocalDateTime MORNING = LocalDateTime.of(2026, 11, 22, 9, 0);
  private static final PasswordHash HASH = PasswordHash.of("secret".toCharArray());

  private final Operator operator =
      new Operator(1, "admin", HASH, Set.of(Role.ADMINISTRATOR, Role.AUDITOR), MORNING);

  @Test
  void fiveWrongPasswordsInARowLockTheLogIn() {
    for (int i = 0; i < 4; i++) {
      assertThat(wrong(MORNING)).isEqualTo(LogInResult.WRONG_PASSWORD);
    }
    assertThat(wrong(MORNING)).isEqualTo(LogInResult.NOW_LOCKED);
    assertThat(right(MORNING.plusMinutes(14))).isEqualTo(LogInResult.LOCKED);
    assertThat(right(MORNING.plusMinutes(15))).isEqualTo(LogInResult.ACCEPTED);
  }

  @Test
  void aRightPasswordStartsTheCountAnew() {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        assertThat(wrong(MORNING)).isEqualTo(LogInResult.WRONG_PASSWORD);
      }
      assertThat(right(MORNING)).isEqualTo(LogInResult.ACCEPTED);
    }
  }

  @Test
  void aLockedLogInIsNotEvenHashed() {
    for (int i = 0; i < 5; i++) {
      wrong(MORNING);
    }
    LogInResult result =
        operator.attempt(
            () -> {
              throw new AssertionError("the password was checked");
            },
            MORNING);
    assertThat(result).isEqualTo(LogInResult.LOCKED);
  }

  @Test
  void rolesAreKept() {
    assertThat(operator.roles()).isEqualTo(EnumSet.of(Role.ADMINISTRATOR, Role.AUDITOR));
  }

  @Test
  void anOperatorHasARoleAndAPlainName() {
    assertThatThrownBy(() -> new Operator(1, "admin", HASH, Set.of(), MORNING))
        .hasMessageContaining("OP-1806");
    assertThatThrownBy(() -> new Operator(1, "Robert'); --", HASH, Set.of(Role.AUDITOR), MORNING))
        .hasMessageContaining("OP-1806");
  }

  @Test
  void aPasswordMatchesItsHashOnly() {
    assertThat(HASH.matches("secret".toCharArray())).isTrue();
    assertThat(HASH.matches("Secret".toCharArray())).isFalse();
    assertThat(HASH.matches(new char[0])).isFalse();
    assertThat(HASH.value()).startsWith("pbkdf2-sha512$210000$").doesNotContain("secret");
    assertThat(HASH.toString()).doesNotContain("$");
  }

  @Test
  void theSamePasswordHashesDifferentlyEachTime() {
    assertThat(PasswordHash.of("secret".toCharArray())).isNotEqualTo(HASH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "pbkdf2-sha512$0$c2FsdA$aGFzaA",
        "pbkdf2-sha512$99999999$c2FsdA$aGFzaA",
        "pbkdf2-sha1$210000$c2FsdA$aGFzaA"
      })
  void whatIsNoHashOfThisPlatformIsRefused(String text) {
    assertThatThrownBy(() -> new PasswordHash(text)).hasMessageContaining("OP-1807");
  }

  private LogInResult wrong(LocalDateTime at) {
    return operator.attempt(() -> false, at);
  }

  private LogInResult right(LocalDateTime at) {
    return operator.attempt(() -> true, at);
  }
}
