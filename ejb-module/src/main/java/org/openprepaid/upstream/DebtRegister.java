package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openprepaid.audit.AuditChain;
import org.openprepaid.upstream.UpstreamDebt.Status;

/**
 * What operators see of debts and decide about them, on a connection whose transaction is the
 * caller's. A decision and its audit event are kept together or not at all.
 */
public final class DebtRegister {
  /** The longest page. */
  public static final int MAX_PAGE = 1_000;

  /** The longest reason for closing, in characters. */
  public static final int MAX_REASON = 200;

  private static final int QUERY_TIMEOUT_SECONDS = 10;
  private static final String SELECT = "SELECT * FROM upstream_debt WHERE ";

  private final Connection connection;

  public DebtRegister(Connection connection) {
    this.connection = connection;
  }

  /** One debt. */
  public Optional<DebtRecord> find(long id) throws SQLException {
    return one(id, "");
  }

  private Optional<DebtRecord> one(long id, String lock) throws SQLException {
    List<DebtRecord> found = query(SELECT + "id = ?" + lock, List.of(id));
    return found.stream().findFirst();
  }

  /**
   * A page, newest first.
   *
   * @param status only these, {@code null} for any
   * @param host only to this one, {@code null} for any
   * @param before only debts with smaller ids
   * @param limit 1 to {@value #MAX_PAGE}
   */
  public List<DebtRecord> list(Status status, String host, long before, int limit)
      throws SQLException {
    StringBuilder condition = new StringBuilder("id < ?");
    List<Object> values = new ArrayList<>(List.of(before));
    if (status != null) {
      condition.append(" AND status = ?");
      values.add(status.name());
    }
    if (host != null) {
      condition.append(" AND host = ?");
      values.add(host);
    }
    int rows = Math.max(1, Math.min(limit, MAX_PAGE));
    return query(SELECT + condition + " ORDER BY id DESC LIMIT " + rows, values);
  }

  private List<DebtRecord> query(String sql, List<Object> values) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      for (int i = 0; i < values.size(); i++) {
        query.setObject(i + 1, values.get(i));
      }
      List<DebtRecord> found = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(DebtRecord.read(row));
        }
      }
      return found;
    }
  }

  /** How many there are, per host and state; read from an index alone. */
  public List<DebtCount> counts() throws SQLException {
    return counts("");
  }

  /** How many are not ended or wait for an operator: cheap however many were settled. */
  public List<DebtCount> openCounts() throws SQLException {
    return counts(" WHERE status IN ('OWED', 'QUEUED', 'DEAD')");
  }

  private List<DebtCount> counts(String condition) throws SQLException {
    // ids grow with time, and every index holds them: the smallest is the oldest
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT host, status, c, (SELECT created_at FROM upstream_debt WHERE id = oldest)"
                + " FROM (SELECT host, status, COUNT(*) AS c, MIN(id) AS oldest FROM upstream_debt"
                + condition
                + " GROUP BY status, host) q ORDER BY host, status")) {
      query.setQueryTimeout(QUERY_TIMEOUT_SECONDS);
      List<DebtCount> counts = new ArrayList<>();
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          counts.add(
              new DebtCount(
                  row.getString(1),
                  Status.valueOf(row.getString(2)),
                  row.getLong(3),
                  row.getObject(4, LocalDateTime.class)));
        }
      }
      return counts;
    }
  }

  /**
   * Brings a dead debt back. Its tries are counted anew from one, because whatever was sent before
   * makes the next message a repetition; the number before stands in the audit event.
   *
   * @throws DebtRefusedException when there is none, or it is not dead
   */
  public void retry(long id, String operator, LocalDateTime now) throws SQLException {
    DebtRecord before = locked(id);
    if (before.debt().status() != Status.DEAD) {
      throw refused(before, "only a dead one is tried again");
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE upstream_debt SET status = 'OWED', tries = ?, next_try_at = ?, ended_at = NULL"
                + " WHERE id = ?")) {
      update.setInt(1, Math.min(1, before.debt().tries()));
      update.setObject(2, now);
      update.setLong(3, id);
      update.executeUpdate();
    }
    audit(operator, "DEBT_RETRY", before, "");
  }

  /**
   * Ends a debt that the host need not be told of any more, or has been told of in another way. One
   * that is on its way may still arrive.
   *
   * @param reason 1 to {@value #MAX_REASON} characters
   * @throws DebtRefusedException when there is none, or it has ended already, or without a reason
   */
  public void close(long id, String operator, String reason, LocalDateTime now)
      throws SQLException {
    if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
      throw new DebtRefusedException(
          DebtRefusedException.REASON, "a reason has 1 to " + MAX_REASON + " characters");
    }
    DebtRecord before = locked(id);
    Status status = before.debt().status();
    if (status == Status.SETTLED || status == Status.CLOSED) {
      throw refused(before, "it has ended");
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE upstream_debt SET status = 'CLOSED', ended_at = ?, closed_by = ?,"
                + " closed_reason = ? WHERE id = ?")) {
      update.setObject(1, now);
      update.setString(2, operator);
      update.setString(3, reason);
      update.setLong(4, id);
      update.executeUpdate();
    }
    audit(operator, "DEBT_CLOSE", before, reason);
  }

  private DebtRecord locked(long id) throws SQLException {
    return one(id, " FOR UPDATE")
        .orElseThrow(
            () -> new DebtRefusedException(DebtRefusedException.UNKNOWN, "there is no debt " + id));
  }

  private static DebtRefusedException refused(DebtRecord debt, String why) {
    UpstreamDebt told = debt.debt();
    return new DebtRefusedException(
        DebtRefusedException.STATE, "debt " + told.id() + " is " + told.status() + ": " + why);
  }

  private void audit(String operator, String action, DebtRecord before, String reason)
      throws SQLException {
    UpstreamDebt debt = before.debt();
    String was = "was %s after %d tries".formatted(debt.status(), debt.tries());
    AuditChain.append(
        connection,
        operator,
        action,
        "debt " + debt.id() + " to " + debt.host(),
        "DONE",
        reason.isEmpty() ? was : was + "; " + reason);
  }

  /** The totals of some counts, by state. */
  public static Map<Status, Long> totals(List<DebtCount> counts) {
    Map<Status, Long> totals = new HashMap<>();
    counts.forEach(each -> totals.merge(each.status(), each.count(), Long::sum));
    return totals;
  }
}
