package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table of values that are sealed under keys of the house. The context that owns it knows its
 * SQL; after a rotation a batch job goes through it, a page at a time, and seals anew what is under
 * another version than the active one.
 *
 * <p>Keeps no state; safe for many threads. Works on connections whose transaction is the caller's.
 */
public interface SealedStore {
  /** Rows in one page, at most: a purchase waits for no longer than these take to write. */
  int PAGE = 200;

  /** In a word, for logs, metrics and checkpoints: {@code cards}. */
  String name();

  /**
   * Under which versions its values should be, in words: {@code PAN_LOOKUP:2 PAN_ENCRYPTION:1}.
   * Another text after each rotation.
   */
  String wanted(Connection connection) throws SQLException;

  /**
   * How many rows hold something under another version. Reads the whole table, and locks nothing.
   */
  long outdated(Connection connection) throws SQLException;

  /**
   * The next such rows, by their primary key, at most {@value #PAGE}; locks nothing.
   *
   * @param id where the page before ended; 0 for the first page
   */
  OutdatedPage after(Connection connection, long id) throws SQLException;
}
