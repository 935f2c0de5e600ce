package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;

/**
 * Keeps what came from hosts and was not posted. A flood fills the waiting room and its hour, and
 * no more: what finds no place is counted, and a line in the log says how much that was.
 *
 * <p>One thing follows from what is kept: a host that approves what it had said it never had is
 * owed the reversal again. So approvals, which nobody but the host can make, wait in a room of
 * their own.
 */
final class StrayBook {
  private static final Logger LOG = Logger.getLogger(StrayBook.class.getName());
  private static final int PLACES = 2_000;
  private static final int A_PAGE = 200;
  private static final int MOST_AN_HOUR = 20_000;

  /** Others wait for the thread that writes. */
  private static final int PAGES_A_CALL = PLACES / A_PAGE;

  private static final String ROW =
      "INSERT INTO upstream_stray (id, host, transaction_id, why, evidence, received_at)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private static final String OWED_AGAIN =
      "UPDATE upstream_debt SET status = 'OWED', next_try_at = ?, ended_at = NULL,"
          + " last_error = 'approved after it was not known'"
          + " WHERE transaction_id = ? AND kind = 'REVERSAL' AND host = ? AND status = 'SETTLED'"
          + " AND host_code = '25'";

  private final DataSource database;
  private final TimeOrderedIds ids;
  private final BlockingQueue<Stray> waiting = new ArrayBlockingQueue<>(PLACES);
  private final BlockingQueue<Stray> approvals = new ArrayBlockingQueue<>(PLACES);
  private final LongAdder seen = new LongAdder();
  private final LongAdder left = new LongAdder();
  private LocalDateTime hour;
  private int inHour;

  StrayBook(DataSource database, TimeOrderedIds ids) {
    this.database = database;
    this.ids = ids;
  }

  /** To be written soon. Never blocks. */
  void note(Stray stray) {
    seen.increment();
    if (stray.approval() || isWithinHour(stray.receivedAt())) {
      wait(stray);
    } else {
      left.increment();
    }
  }

  private synchronized boolean isWithinHour(LocalDateTime at) {
    LocalDateTime now = at.truncatedTo(ChronoUnit.HOURS);
    if (!now.equals(hour)) {
      hour = now;
      inHour = 0;
    }
    return inHour++ < MOST_AN_HOUR;
  }

  private void wait(Stray stray) {
    if (!(stray.approval() ? approvals : waiting).offer(stray)) {
      left.increment();
    }
  }

  /** All that were noted since the start, written or not. */
  long seen() {
    return seen.sum();
  }

  /** Writes what waits; called from time to time. What cannot be written waits on. */
  void write() {
    long omitted = left.sumThenReset();
    if (omitted > 0) {
      LOG.log(Level.WARNING, "OP-1258 {0} stray answers were counted but not kept", omitted);
    }
    try {
      writeAll(approvals);
      writeAll(waiting);
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "OP-1259 stray answers cannot be written now: {0}", e.getMessage());
    }
  }

  private void writeAll(BlockingQueue<Stray> strays) throws SQLException {
    List<Stray> page = new ArrayList<>(A_PAGE);
    for (int i = 0; i < PAGES_A_CALL && strays.drainTo(page, A_PAGE) > 0; i++) {
      try {
        write(page);
      } catch (SQLException e) {
        page.forEach(this::wait);
        throw e;
      }
      page.clear();
    }
  }

  private void write(List<Stray> page) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(ROW)) {
      // first, because it may be done twice
      oweAgain(connection, page.stream().filter(Stray::approval).toList());
      for (Stray stray : page) {
        insert.setLong(1, ids.next());
        insert.setString(2, stray.host());
        insert.setLong(3, stray.transactionId());
        insert.setString(4, stray.why().name());
        insert.setString(5, stray.evidence());
        insert.setObject(6, stray.receivedAt());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void oweAgain(Connection connection, List<Stray> approvals) throws SQLException {
    if (approvals.isEmpty()) {
      return;
    }
    try (PreparedStatement update = connection.prepareStatement(OWED_AGAIN)) {
      for (Stray approval : approvals) {
        update.setObject(1, approval.receivedAt());
        update.setLong(2, approval.transactionId());
        update.setString(3, approval.host());
        if (update.executeUpdate() > 0) {
          LOG.log(
              Level.WARNING,
              "OP-1268 host {0} approved transaction {1} after saying that it never had it: its"
                  + " reversal is owed again",
              new Object[] {approval.host(), Long.toString(approval.transactionId())});
        }
      }
    }
  }
}
