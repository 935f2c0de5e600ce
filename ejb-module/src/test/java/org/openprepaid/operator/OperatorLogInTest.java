package org.openprepaid.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openprepaid.audit.AuditTrail;

/** Who gets in, and what the audit trail learns of it. */
class OperatorLogInTest {
  private static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 22, 9, 0);

  private final Operator admin =
      new Operator(
          1, "admin", PasswordHash.of("right".toCharArray()), Set.of(Role.ADMINISTRATOR), NOW);
  private final List<String> trail = new ArrayList<>();
  private int attempts;

  private final OperatorLogIn logIn =
      new OperatorLogIn(
          new OperatorDirectory() {
            @Override
            public Optional<Operator> find(String username) {
              return username.equals("admin") ? Optional.of(admin) : Optional.empty();
            }

            @Override
            public LogInResult attempt(String username, char[] password) {
              attempts++;
              return admin.attempt(() -> admin.passwordHash().matches(password), NOW);
            }
          },
          new AuditTrail() {
            @Override
            public void record(
                String actor, String action, String subject, String outcome, String detail) {
              trail.add(actor + " " + action + " " + outcome + " " + detail);
            }
          });

  @Test
  void theRightPasswordBringsTheRoles() {
    assertThat(logIn("admin", "right")).contains(Set.of(Role.ADMINISTRATOR));
    assertThat(trail).containsExactly("admin LOG_IN ACCEPTED ");
  }

  @Test
  void theNextRequestsAreNeitherHashedNorAuditedAgain() {
    logIn("admin", "right");
    assertThat(logIn("admin", "right")).isPresent();
    assertThat(logIn("admin", "right")).isPresent();
    assertThat(attempts).isEqualTo(1);
    assertThat(trail).hasSize(1);
  }

  @Test
  void aRememberedLogInDoesNotOpenForAnotherPassword() {
    logIn("admin", "right");
    assertThat(logIn("admin", "wrong")).isEmpty();
    assertThat(trail).endsWith("admin LOG_IN REFUSED WRONG_PASSWORD");
  }

  @Test
  void guessingLocksAndThenLeavesTheTrailAlone() {
    for (int i = 0; i < 8; i++) {
      assertThat(logIn("admin", "guess")).isEmpty();
    }
    assertThat(trail).hasSize(5).endsWith("admin LOG_IN REFUSED NOW_LOCKED");
    assertThat(logIn("admin", "right")).isEmpty();
  }

  @Test
  void anUnknownNameIsRefusedAndAudited() {
    assertThat(logIn("nobody", "right")).isEmpty();
    assertThat(trail).containsExactly("nobody LOG_IN REFUSED UNKNOWN");
  }

  @Test
  void whatCanBeNoNameIsRefusedUnseen() {
    assertThat(logIn("' OR 1=1 --", "right")).isEmpty();
    assertThat(logIn("admin", "x".repeat(201))).isEmpty();
    assertThat(trail).isEmpty();
    assertThat(attempts).isZero();
  }

  private Optional<Set<Role>> logIn(String username, String password) {
    return logIn.authenticate(username, password.toCharArray());
  }
}
