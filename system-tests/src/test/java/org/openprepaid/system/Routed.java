package org.openprepaid.system;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openprepaid.system.instance.Instance;
import org.openprepaid.transaction.Rrn;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.State;
import org.openprepaid.upstreamhost.journal.HostJournal;
import org.openprepaid.upstreamhost.journal.HostTransaction;

/** Our books of routed transactions, and how they compare with the host's. */
final class Routed implements AutoCloseable {
  private static final String OURS =
      "SELECT t.id, t.kind, t.state, t.amount, COALESCE(d.status, '')"
          + " FROM transaction_record t LEFT JOIN upstream_debt d ON d.transaction_id = t.id"
          + " AND d.status IN ('DEAD', 'CLOSED')"
          + " WHERE t.upstream IS NOT NULL AND t.kind <> 'BALANCE_INQUIRY'";

  private final Connection connection;

  private Routed(Connection connection) {
    this.connection = connection;
  }

  static Routed of(Instance instance) throws SQLException {
    return new Routed(instance.connectAsOwner(""));
  }

  /** How many there are. */
  long count() throws SQLException {
    return number("SELECT COUNT(*) FROM transaction_record WHERE upstream IS NOT NULL");
  }

  /** Transactions that wait for an answer. */
  long pending() throws SQLException {
    return number("SELECT COUNT(*) FROM upstream_exchange WHERE status = 'PENDING'");
  }

  /** What hosts have still to be told, and nobody has given up. */
  long owed() throws SQLException {
    return number("SELECT COUNT(*) FROM upstream_debt WHERE status IN ('OWED', 'QUEUED')");
  }

  /** What is on the operators' list. */
  long dead() throws SQLException {
    return number("SELECT COUNT(*) FROM upstream_debt WHERE status = 'DEAD'");
  }

  long settled() throws SQLException {
    return number("SELECT COUNT(*) FROM upstream_debt WHERE status = 'SETTLED'");
  }

  long strays(String why) throws SQLException {
    return number("SELECT COUNT(*) FROM upstream_stray WHERE why = '" + why + "'");
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Every transaction about which we and the host disagree, in words; what is on the operators'
   * list is left out.
   */
  List<String> disagreements(HostJournal journal) throws SQLException {
    List<String> found = new ArrayList<>();
    Set<String> ours = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(OURS)) {
      while (rows.next()) {
        String rrn = new Rrn(rows.getLong(1)).toString();
        ours.add(rrn);
        Optional<HostTransaction> theirs = journal.byRrn(rrn);
        boolean agreed =
            stands(rows.getString(3)) == stands(theirs)
                && (theirs.isEmpty() || theirs.get().amount() == rows.getLong(4));
        if (!agreed && rows.getString(5).isEmpty()) {
          found.add(
              rrn
                  + " "
                  + rows.getString(2)
                  + ": ours is "
                  + rows.getString(3)
                  + ", the host's "
                  + theirs.map(HostTransaction::state).map(State::name).orElse("unknown"));
        }
      }
    }
    for (HostTransaction theirs : journal.transactions()) {
      boolean counts = theirs.kind() != Kind.REVERSAL && theirs.kind() != Kind.INQUIRY;
      if (counts && stands(Optional.of(theirs)) && !ours.contains(theirs.rrn())) {
        found.add(theirs.rrn() + " " + theirs.kind() + ": only the host has it");
      }
    }
    return found;
  }

  private static boolean stands(String state) {
    return state.equals("APPROVED") || state.equals("COMPLETED");
  }

  /** A pre-authorisation that was completed stands as one that was not. */
  private static boolean stands(Optional<HostTransaction> theirs) {
    return theirs.isPresent()
        && (theirs.get().state() == State.APPROVED || theirs.get().state() == State.COMPLETED);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
