package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openprepaid.key.SealBrokenException;
import org.openprepaid.key.SecurityModule;

/**
 * A page of one table's rows. A new value is written for the row as it was read, so that whoever
 * changed it in between simply wins. On one thread.
 *
 * @param <R> a row as it was read
 * @param <N> the same row, sealed anew
 */
public abstract class OutdatedRows<R extends OutdatedRows.Row, N extends OutdatedRows.Row>
    implements OutdatedPage {
  private final String what;
  private final String update;
  private final List<R> rows;
  private final List<N> anew = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();

  /** A row of the table. */
  public interface Row {
    /** By which rows are read in pages. */
    long id();
  }

  /**
   * @param what a row is, for those who read that it is broken
   * @param update a statement that replaces one row's values if they are still those that were read
   * @param rows as they were read, in the order of their ids
   */
  protected OutdatedRows(String what, String update, List<R> rows) {
    this.what = what;
    this.update = update;
    this.rows = rows;
  }

  @Override
  public final int size() {
    return rows.size();
  }

  @Override
  public final long last() {
    return rows.get(rows.size() - 1).id();
  }

  @Override
  public final void reseal() {
    for (R row : rows) {
      try {
        anew.add(resealed(row));
      } catch (SealBrokenException e) {
        leave(row.id(), e.getMessage());
      }
    }
  }

  @Override
  public Resealed write(Connection connection) throws SQLException {
    int tried = anew.size();
    Set<Long> free = locked(connection);
    anew.removeIf(row -> !free.contains(row.id()));
    int replaced = update(connection);
    return new Resealed(replaced, tried - replaced, broken);
  }

  /** Those that nobody else has locked; locked for the caller now. */
  private Set<Long> locked(Connection connection) throws SQLException {
    Set<Long> free = new HashSet<>();
    if (anew.isEmpty()) {
      return free;
    }
    try (PreparedStatement query = lock(connection, anew);
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        free.add(row.getLong(1));
      }
    }
    return free;
  }

  private int update(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      for (N row : anew) {
        set(statement, row);
        statement.addBatch();
      }
      return (int) Arrays.stream(statement.executeBatch()).filter(count -> count > 0).count();
    }
  }

  /** What is to be written, for as long as nothing is; may be shortened. */
  protected final List<N> anew() {
    return anew;
  }

  /** Counts a row as broken: it stays as it is. */
  protected final void leave(long id, String why) {
    broken.add(what + " " + id + ": " + why);
  }

  /**
   * Else the hash of another card would be set right, and nobody would know that it was not.
   *
   * @throws SealBrokenException if the hash is not that of the card number under any key
   */
  protected static void requireHash(SecurityModule security, String pan, byte[] hash) {
    if (security.panHashes(pan).stream().noneMatch(known -> Arrays.equals(known, hash))) {
      throw new SealBrokenException("the hash is not that of its card number");
    }
  }

  /**
   * Seals one row's values anew.
   *
   * @throws SealBrokenException if they are not what was sealed
   */
  protected abstract N resealed(R row);

  /**
   * A query that locks rows and leaves out those that are locked; its first column is the id.
   *
   * @param rows at least one
   */
  protected abstract PreparedStatement lock(Connection connection, List<N> rows)
      throws SQLException;

  /** Sets the parameters of the update. */
  protected abstract void set(PreparedStatement statement, N row) throws SQLException;
}
