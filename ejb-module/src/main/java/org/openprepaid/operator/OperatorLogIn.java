package org.openprepaid.operator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.audit.AuditTrail;

/**
 * Lets operators in. Hashing a password is slow on purpose, so only {@link #MAX_CHECKS} are hashed
 * at a time: guesses queue up and are turned away, and payments keep their processors. A password
 * that was right a moment ago is not hashed again at each request, but whether the operator may
 * still log in is.
 */
@ApplicationScoped
public class OperatorLogIn {
  /** Passwords checked at a time on this node. */
  public static final int MAX_CHECKS = 2;

  private static final Logger LOG = Logger.getLogger(OperatorLogIn.class.getName());
  private static final long WAIT_SECONDS = 5;

  private OperatorDirectory operators;
  private AuditTrail audit;
  private final Semaphore checks = new Semaphore(MAX_CHECKS);
  private final RecentLogIns recent = new RecentLogIns();
  private final Clock clock = Clock.systemUTC();

  /** For the container's proxy. */
  protected OperatorLogIn() {}

  @Inject
  public OperatorLogIn(OperatorDirectory operators, AuditTrail audit) {
    this.operators = operators;
    this.audit = audit;
  }

  /**
   * Checks a log-in. Every first success and every failure is audited, except those against a
   * log-in that is locked already: a guesser must not be able to fill the trail.
   *
   * @return the operator's roles, or empty when the log-in is refused
   */
  public Optional<Set<Role>> authenticate(String username, char[] password) {
    if (!isPlausible(username, password)) {
      return Optional.empty();
    }
    Optional<Operator> operator = operators.find(username);
    if (operator.isPresent() && isRemembered(operator.get(), password)) {
      return operator.map(Operator::roles);
    }
    if (!await()) {
      LOG.log(Level.WARNING, "OP-1805 log-in of {0} turned away: too many at a time", username);
      return Optional.empty();
    }
    try {
      return check(username, password, operator);
    } finally {
      checks.release();
    }
  }

  /** Whether it is worth a look: what is too long to be right costs neither a hash nor a record. */
  static boolean isPlausible(String username, char[] password) {
    return Operator.isUsername(username) && password.length <= PasswordHash.MAX_PASSWORD_LENGTH;
  }

  private Optional<Set<Role>> check(String username, char[] password, Optional<Operator> operator) {
    LogInResult result =
        operator.isPresent() ? operators.attempt(username, password) : LogInResult.UNKNOWN;
    if (result == LogInResult.UNKNOWN) {
      PasswordHash.decoy().matches(password);
    }
    if (result.isRecorded()) {
      audit.record(username, LogInResult.ACTION, username, result.outcome(), result.detail());
    }
    if (result == LogInResult.ACCEPTED) {
      operator.ifPresent(found -> recent.remember(username, password, found.passwordHash()));
      return operator.map(Operator::roles);
    }
    LOG.log(Level.WARNING, "OP-1804 log-in of {0} refused: {1}", new Object[] {username, result});
    return Optional.empty();
  }

  private boolean isRemembered(Operator operator, char[] password) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return operator.isActive()
        && !operator.isLocked(now)
        && recent.remembers(operator.username(), password, operator.passwordHash());
  }

  private boolean await() {
    try {
      return checks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
