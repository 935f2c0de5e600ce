package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The way of debts through {@code upstream_debt}, on a connection whose transaction is the
 * caller's, READ COMMITTED: out of the outbox, into the queue, to their end. Every change names the
 * state that it expects, so that two who work on the same debt, or one who comes too late, change
 * nothing. Times are UTC. What operators see and decide is the {@link DebtRegister}'s.
 *
 * <p>Rows are locked in the order of their ids, or skipped where somebody else has them: nobody
 * waits in a circle.
 */
public final class UpstreamDebts {
  private static final String COLUMNS =
      "id, kind, transaction_id, host, reason, trace, transmitted_at, status, tries, host_code,"
          + " created_at";

  /**
   * A plan that reads more rows than it needs would lock them too, for a moment: a relay would pass
   * over what nobody has taken. Statistics of a table that fills and empties do not prevent it.
   */
  private static final String BY_STATUS = " FORCE INDEX (ix_upstream_debt_status)";

  private static final int MAX_TEXT = 120;
  private static final int MAX_HOST_CODE = 2;

  private final Connection connection;

  public UpstreamDebts(Connection connection) {
    this.connection = connection;
  }

  /**
   * The hosts that are owed something now. It jumps along the index from host to host: its cost is
   * that of the hosts, however much they are owed.
   */
  public List<String> dueHosts(LocalDateTime now) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT host, next_try_at FROM upstream_debt"
                + BY_STATUS
                + " WHERE status = 'OWED' AND host > ? ORDER BY host, next_try_at LIMIT 1")) {
      List<String> hosts = new ArrayList<>();
      String host = "";
      while (host != null) {
        query.setString(1, host);
        try (ResultSet row = query.executeQuery()) {
          host = row.next() ? row.getString(1) : null;
          if (host != null && !row.getObject(2, LocalDateTime.class).isAfter(now)) {
            hosts.add(host);
          }
        }
      }
      return hosts;
    }
  }

  /** How many of a host's debts are in the queue and due; counts no further than the limit. */
  public int queued(String host, LocalDateTime now, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT COUNT(*) FROM (SELECT 1 FROM upstream_debt"
                + BY_STATUS
                + " WHERE status = 'QUEUED'"
                + " AND host = ? AND next_try_at <= ? LIMIT ?) q")) {
      query.setString(1, host);
      query.setObject(2, now);
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  /**
   * Locks what a host is owed and due, the longest due first, and passes over what another relay
   * has locked.
   */
  public List<DebtTicket> claim(String host, LocalDateTime now, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, tries FROM upstream_debt"
                + BY_STATUS
                + " WHERE status = 'OWED' AND host = ?"
                + " AND next_try_at <= ? ORDER BY next_try_at LIMIT ? FOR UPDATE SKIP LOCKED")) {
      query.setString(1, host);
      query.setObject(2, now);
      query.setInt(3, limit);
      return tickets(query);
    }
  }

  /** Marks as queued what was claimed in this transaction. */
  public void queue(List<DebtTicket> claimed) throws SQLException {
    move("OWED", "QUEUED", claimed);
  }

  /** Puts what is in the queue back into the outbox at once; what has moved on is left alone. */
  public void putBack(Collection<DebtTicket> queued) throws SQLException {
    move("QUEUED", "OWED", queued);
  }

  /**
   * Puts back what is in the queue and was due before this time: its message is lost, or lies with
   * one who does not get to it.
   *
   * @return how many
   */
  public int putBackLost(LocalDateTime dueBefore, int limit) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT id, tries FROM upstream_debt"
                + BY_STATUS
                + " WHERE status = 'QUEUED' AND next_try_at < ?"
                + " LIMIT ? FOR UPDATE SKIP LOCKED")) {
      query.setObject(1, dueBefore);
      query.setInt(2, limit);
      List<DebtTicket> lost = tickets(query);
      putBack(lost);
      return lost.size();
    }
  }

  private static List<DebtTicket> tickets(PreparedStatement query) throws SQLException {
    try (ResultSet row = query.executeQuery()) {
      List<DebtTicket> tickets = new ArrayList<>();
      while (row.next()) {
        tickets.add(new DebtTicket(row.getLong(1), row.getInt(2)));
      }
      return tickets;
    }
  }

  private void move(String from, String to, Collection<DebtTicket> tickets) throws SQLException {
    if (tickets.isEmpty()) {
      return;
    }
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE upstream_debt SET status = ? WHERE id = ? AND status = ? AND tries = ?")) {
      for (DebtTicket ticket : inOrder(tickets)) {
        update.setString(1, to);
        update.setLong(2, ticket.debtId());
        update.setString(3, from);
        update.setInt(4, ticket.tries());
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static List<DebtTicket> inOrder(Collection<DebtTicket> tickets) {
    return tickets.stream().sorted(Comparator.comparingLong(DebtTicket::debtId)).toList();
  }

  /**
   * Reads debts by their ids, those that there are. It waits for a relay that has just sent their
   * messages and has yet to commit: reading past its lock would show them as still owed, and their
   * messages would be dropped as duplicates.
   */
  public Map<Long, UpstreamDebt> await(Collection<Long> ids) throws SQLException {
    Map<Long, UpstreamDebt> found = new HashMap<>();
    if (ids.isEmpty()) {
      return found;
    }
    SortedSet<Long> sorted = new TreeSet<>(ids);
    String marks = "?" + ", ?".repeat(sorted.size() - 1);
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT "
                + COLUMNS
                + " FROM upstream_debt FORCE INDEX (PRIMARY) WHERE id IN ("
                + marks
                + ") ORDER BY id FOR UPDATE")) {
      int index = 1;
      for (long id : sorted) {
        query.setLong(index++, id);
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          UpstreamDebt debt = read(row);
          found.put(debt.id(), debt);
        }
      }
    }
    return found;
  }

  static UpstreamDebt read(ResultSet row) throws SQLException {
    return new UpstreamDebt(
        row.getLong("id"),
        UpstreamDebt.Kind.valueOf(row.getString("kind")),
        row.getLong("transaction_id"),
        row.getString("host"),
        row.getString("reason"),
        row.getInt("trace"),
        row.getObject("transmitted_at", LocalDateTime.class),
        UpstreamDebt.Status.valueOf(row.getString("status")),
        row.getInt("tries"),
        row.getString("host_code"),
        row.getObject("created_at", LocalDateTime.class));
  }

  /**
   * Records what became of debts, each only if it is still in the queue and was not tried since.
   *
   * @return the tickets of those that were not: somebody else was first
   */
  public List<DebtTicket> record(Map<DebtTicket, DebtStep> steps, LocalDateTime now)
      throws SQLException {
    if (steps.isEmpty()) {
      return List.of();
    }
    List<DebtTicket> order = inOrder(steps.keySet());
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE upstream_debt SET status = ?, tries = ?, next_try_at = COALESCE(?, next_try_at),"
                + " host_code = COALESCE(NULLIF(?, ''), host_code), last_error = ?, ended_at = ?"
                + " WHERE id = ? AND status = 'QUEUED' AND tries = ?")) {
      for (DebtTicket ticket : order) {
        write(update, steps.get(ticket), ticket.tries(), now);
        update.setLong(7, ticket.debtId());
        update.setInt(8, ticket.tries());
        update.addBatch();
      }
      int[] counts = update.executeBatch();
      List<DebtTicket> late = new ArrayList<>();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          late.add(order.get(i));
        }
      }
      DisclaimedReversals disclaimed = new DisclaimedReversals(connection);
      for (DebtTicket ticket : order) {
        disclaimed.ended(ticket, steps.get(ticket), now);
      }
      return late;
    }
  }

  private static void write(
      PreparedStatement update, DebtStep step, int triesBefore, LocalDateTime now)
      throws SQLException {
    if (step instanceof DebtStep.Settled settled) {
      write(update, "SETTLED", triesBefore + 1, null, settled.hostCode(), "", now);
    } else if (step instanceof DebtStep.Dead dead) {
      write(update, "DEAD", triesBefore + 1, null, dead.hostCode(), dead.why(), now);
    } else if (step instanceof DebtStep.Again again) {
      write(update, "QUEUED", triesBefore + 1, again.at(), again.hostCode(), again.why(), null);
    } else if (step instanceof DebtStep.PutBack back) {
      write(update, "OWED", triesBefore, back.at(), "", back.why(), null);
    }
  }

  private static void write(
      PreparedStatement update,
      String status,
      int tries,
      LocalDateTime nextTryAt,
      String hostCode,
      String why,
      LocalDateTime endedAt)
      throws SQLException {
    update.setString(1, status);
    update.setInt(2, tries);
    setTime(update, 3, nextTryAt);
    update.setString(4, ascii(hostCode, MAX_HOST_CODE));
    update.setString(5, ascii(why, MAX_TEXT));
    setTime(update, 6, endedAt);
  }

  private static void setTime(PreparedStatement statement, int index, LocalDateTime time)
      throws SQLException {
    if (time == null) {
      statement.setNull(index, Types.TIMESTAMP);
    } else {
      statement.setObject(index, time);
    }
  }

  /** Text from outside must not be what makes a row unwritable. */
  private static String ascii(String text, int max) {
    String ascii = text.replaceAll("[^\\x20-\\x7e]", "?");
    return ascii.length() <= max ? ascii : ascii.substring(0, max);
  }
}
