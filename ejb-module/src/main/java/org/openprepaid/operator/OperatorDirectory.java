package org.openprepaid.operator;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.openprepaid.id.TimeOrderedIds;

/** The institution's operators. */
@Stateless
public class OperatorDirectory {
  @PersistenceContext(unitName = "prepaid")
  private EntityManager entities;

  @Inject private TimeOrderedIds ids;
  private final Clock clock = Clock.systemUTC();

  /** For the container. */
  public OperatorDirectory() {}

  public Optional<Operator> find(String username) {
    return query(username, LockModeType.NONE);
  }

  /** Makes a new operator; the password array is the caller's to wipe. */
  public void register(String username, char[] password, Set<Role> roles) {
    entities.persist(new Operator(ids.next(), username, PasswordHash.of(password), roles, now()));
  }

  /**
   * Takes one attempt to log in. The operator's row is locked meanwhile, so that guesses made side
   * by side are counted one by one.
   */
  @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
  public LogInResult attempt(String username, char[] password) {
    return query(username, LockModeType.PESSIMISTIC_WRITE)
        .map(found -> found.attempt(() -> found.passwordHash().matches(password), now()))
        .orElse(LogInResult.UNKNOWN);
  }

  private Optional<Operator> query(String username, LockModeType lock) {
    return entities
        .createNamedQuery("Operator.byUsername", Operator.class)
        .setParameter("username", username)
        .setLockMode(lock)
        .getResultStream()
        .findFirst();
  }

  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
