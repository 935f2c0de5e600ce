package org.openprepaid.upstream;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.openprepaid.id.TimeOrderedIds;

/**
 * Keeps what came from hosts and was not posted. A flood fills the waiting room and its host's
 * hour, and no more: what finds no place is counted, and a line in the log says how much that was.
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

  private final DataSource database;
  private final TimeOrderedIds ids;
  private final BlockingQueue<Stray> waiting = new ArrayBlockingQueue<>(PLACES);
  private final BlockingQueue<Stray> approvals = new ArrayBlockingQueue<>(PLACES);
  private final LongAdder seen = new LongAdder();
  private final LongAdder left = new LongAdder();
  private final Map<String, Integer> inHour = new HashMap<>();
  private LocalDateTime hour;

  StrayBook(DataSource database, TimeOrderedIds ids) {
    this.database = database;
    this.ids = ids;
  }

  /** To be written soon. Never blocks. */
  void note(Stray stray) {
    seen.increment();
    wait(stray);
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
  synchronized void write() {
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
      DisclaimedReversals disclaimed = new DisclaimedReversals(connection);
      for (Stray stray : page) {
        if (stray.approval()) {
          disclaimed.approved(stray.host(), stray.transactionId(), stray.receivedAt());
        }
      }
      List<Stray> kept = page.stream().filter(this::isWithinItsHour).toList();
      for (Stray stray : kept) {
        insert.setLong(1, ids.next());
        insert.setString(2, stray.host());
        insert.setLong(3, stray.transactionId());
        insert.setString(4, stray.why().name());
        insert.setString(5, stray.evidence());
        insert.setObject(6, stray.receivedAt());
        insert.addBatch();
      }
      insert.executeBatch();
      kept.forEach(stray -> inHour.merge(stray.host(), 1, Integer::sum));
      left.add(page.size() - kept.size());
    }
  }

  private boolean isWithinItsHour(Stray stray) {
    LocalDateTime its = stray.receivedAt().truncatedTo(ChronoUnit.HOURS);
    if (!its.equals(hour)) {
      hour = its;
      inHour.clear();
    }
    return inHour.getOrDefault(stray.host(), 0) < MOST_AN_HOUR;
  }
}
