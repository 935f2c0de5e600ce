package org.openprepaid.operator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.openprepaid.audit.AuditChain;

/**
 * The operators over plain JDBC, for tools beside the server. Works on a connection whose
 * transaction is the caller's; inside the server it is {@link OperatorDirectory}.
 */
public final class OperatorTable {
  private static final String SELECT =
      "SELECT id, username, password_hash, roles, active, failed_log_ins, locked_until, created_at"
          + " FROM operator";

  private final Connection connection;

  public OperatorTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * An operator as others may see one.
   *
   * @param locked whether too many wrong passwords keep the log-in shut for now
   */
  public record Entry(String username, Set<Role> roles, boolean active, boolean locked) {}

  /**
   * All of them, by name.
   *
   * @param now in UTC
   */
  public List<Entry> all(LocalDateTime now) throws SQLException {
    return select(" ORDER BY username").stream().map(found -> entry(found, now)).toList();
  }

  /** The operator of this name. */
  public Optional<Entry> find(String username, LocalDateTime now) throws SQLException {
    return select(" WHERE username = ?", username).stream()
        .findFirst()
        .map(found -> entry(found, now));
  }

  private static Entry entry(Operator operator, LocalDateTime now) {
    return new Entry(
        operator.username(), operator.roles(), operator.isActive(), operator.isLocked(now));
  }

  /** Adds an operator, with what {@link Operator} asks of one. */
  public void add(
      long id, String username, PasswordHash passwordHash, Set<Role> roles, LocalDateTime now)
      throws SQLException {
    Operator operator = new Operator(id, username, passwordHash, roles, now);
    update(
        "INSERT INTO operator (id, username, password_hash, roles, active, failed_log_ins,"
            + " locked_until, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        operator.id(),
        operator.username(),
        operator.passwordHash().value(),
        Role.text(operator.roles()),
        operator.isActive(),
        operator.failedLogIns(),
        operator.lockedUntil(),
        operator.createdAt());
  }

  /**
   * Gives an operator a new password, and a fresh count of wrong ones.
   *
   * @return false if there is none of this name
   */
  public boolean changePassword(String username, PasswordHash changed) throws SQLException {
    return change(username, operator -> operator.changePassword(changed));
  }

  /**
   * Lets an operator log in from now on, or no more.
   *
   * @return false if there is none of this name
   */
  public boolean activate(String username, boolean on) throws SQLException {
    return change(username, operator -> operator.activate(on));
  }

  private boolean change(String username, Consumer<Operator> change) throws SQLException {
    Optional<Operator> found = lock(username);
    if (found.isPresent()) {
      change.accept(found.get());
      store(found.get());
    }
    return found.isPresent();
  }

  /**
   * Takes one attempt to log in and records it, by the rules of {@link OperatorLogIn}. The caller
   * commits, however it ended; the password remains the caller's to wipe.
   *
   * @param now in UTC
   */
  public LogInResult attempt(String username, char[] password, LocalDateTime now)
      throws SQLException {
    if (!OperatorLogIn.isPlausible(username, password)) {
      return LogInResult.UNKNOWN;
    }
    LogInResult result = checked(username, password, now);
    if (result.isRecorded()) {
      AuditChain.append(
          connection, username, LogInResult.ACTION, username, result.outcome(), result.detail());
    }
    return result;
  }

  private LogInResult checked(String username, char[] password, LocalDateTime now)
      throws SQLException {
    Optional<Operator> found = lock(username);
    if (found.isEmpty()) {
      PasswordHash.decoy().matches(password);
      return LogInResult.UNKNOWN;
    }
    Operator operator = found.get();
    LogInResult result = operator.attempt(() -> operator.passwordHash().matches(password), now);
    store(operator);
    return result;
  }

  private Optional<Operator> lock(String username) throws SQLException {
    return select(" WHERE username = ? FOR UPDATE", username).stream().findFirst();
  }

  private void store(Operator operator) throws SQLException {
    update(
        "UPDATE operator SET password_hash = ?, active = ?, failed_log_ins = ?, locked_until = ?"
            + " WHERE id = ?",
        operator.passwordHash().value(),
        operator.isActive(),
        operator.failedLogIns(),
        operator.lockedUntil(),
        operator.id());
  }

  private List<Operator> select(String condition, Object... parameters) throws SQLException {
    List<Operator> found = new ArrayList<>();
    try (PreparedStatement select = prepared(SELECT + condition, parameters);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        found.add(
            new Operator(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBoolean(5),
                row.getInt(6),
                row.getObject(7, LocalDateTime.class),
                row.getObject(8, LocalDateTime.class)));
      }
    }
    return found;
  }

  private void update(String sql, Object... parameters) throws SQLException {
    try (PreparedStatement update = prepared(sql, parameters)) {
      update.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
