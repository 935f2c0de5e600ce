package org.openprepaid.operator;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Someone who works at the institution and logs in to its console or REST interface.
 *
 * <p>{@link #MAX_FAILURES} wrong passwords in a row lock the log-in for {@link #LOCK_OUT}; a right
 * one starts the count anew.
 */
@Entity
@Table(name = "operator")
@Access(AccessType.FIELD)
@NamedQuery(
    name = "Operator.byUsername",
    query = "select o from Operator o where o.username = :username")
public class Operator {
  /** Wrong passwords in a row that lock the log-in. */
  public static final int MAX_FAILURES = 5;

  /** How long a locked log-in stays so. */
  public static final Duration LOCK_OUT = Duration.ofMinutes(15);

  private static final Pattern USERNAME = Pattern.compile("[a-z0-9._-]{1,40}");

  @Id private long id;
  private String username;

  @Column(name = "password_hash")
  private String passwordHash;

  private String roles;
  private boolean active;

  @Column(name = "failed_log_ins")
  private int failedLogIns;

  @Column(name = "locked_until")
  private LocalDateTime lockedUntil;

  @Column(name = "created_at")
  private LocalDateTime createdAt;

  /** For the persistence provider. */
  protected Operator() {}

  /**
   * @param username 1 to 40 of {@code a-z 0-9 . _ -}
   * @param roles at least one
   * @param createdAt in UTC
   */
  public Operator(
      long id,
      String username,
      PasswordHash passwordHash,
      Set<Role> roles,
      LocalDateTime createdAt) {
    if (!isUsername(username)) {
      throw new IllegalArgumentException(
          "OP-1806 a username has 1 to 40 of a-z, 0-9, '.', '_', '-'");
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("OP-1806 an operator has at least one role");
    }
    this.id = id;
    this.username = username;
    this.passwordHash = passwordHash.value();
    this.roles = Role.text(roles);
    this.active = true;
    this.createdAt = createdAt;
  }

  /** As it is stored. */
  Operator(
      long id,
      String username,
      String passwordHash,
      String roles,
      boolean active,
      int failedLogIns,
      LocalDateTime lockedUntil,
      LocalDateTime createdAt) {
    this.id = id;
    this.username = username;
    this.passwordHash = passwordHash;
    this.roles = roles;
    this.active = active;
    this.failedLogIns = failedLogIns;
    this.lockedUntil = lockedUntil;
    this.createdAt = createdAt;
  }

  /** Whether a username can be an operator's at all. */
  public static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches();
  }

  /**
   * Takes one attempt to log in and remembers how it went.
   *
   * @param passwordMatches asked only when the attempt is not refused anyway
   * @param now in UTC
   */
  public LogInResult attempt(BooleanSupplier passwordMatches, LocalDateTime now) {
    if (!active) {
      return LogInResult.INACTIVE;
    }
    if (isLocked(now)) {
      return LogInResult.LOCKED;
    }
    if (passwordMatches.getAsBoolean()) {
      failedLogIns = 0;
      lockedUntil = null;
      return LogInResult.ACCEPTED;
    }
    failedLogIns++;
    if (failedLogIns < MAX_FAILURES) {
      return LogInResult.WRONG_PASSWORD;
    }
    failedLogIns = 0;
    lockedUntil = now.plus(LOCK_OUT);
    return LogInResult.NOW_LOCKED;
  }

  public boolean isLocked(LocalDateTime now) {
    return lockedUntil != null && now.isBefore(lockedUntil);
  }

  /** With a new password the count of wrong ones starts anew. */
  void changePassword(PasswordHash changed) {
    passwordHash = changed.value();
    failedLogIns = 0;
    lockedUntil = null;
  }

  /** Whether the operator may log in from now on. */
  void activate(boolean on) {
    active = on;
  }

  long id() {
    return id;
  }

  int failedLogIns() {
    return failedLogIns;
  }

  LocalDateTime lockedUntil() {
    return lockedUntil;
  }

  LocalDateTime createdAt() {
    return createdAt;
  }

  public String username() {
    return username;
  }

  public PasswordHash passwordHash() {
    return new PasswordHash(passwordHash);
  }

  public Set<Role> roles() {
    return Role.ofText(roles);
  }

  public boolean isActive() {
    return active;
  }
}
