package org.openprepaid.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * Terms that are few and change seldom, so they are read as a whole and kept for {@value
 * #GOOD_FOR_MS} ms: that long a change may take to be seen by every node. Thread-safe.
 *
 * @param <K> what they are found by
 * @param <T> the terms
 */
abstract class Catalogue<K, T> {
  private static final long GOOD_FOR_MS = 1_000;

  private record Read<K, T>(Map<K, T> terms, long atNanos) {}

  private volatile Read<K, T> last;

  final Map<K, T> terms(Connection connection) throws SQLException {
    Read<K, T> read = last;
    if (read == null || System.nanoTime() - read.atNanos > GOOD_FOR_MS * 1_000_000) {
      read = new Read<>(read(connection), System.nanoTime());
      last = read;
    }
    return read.terms;
  }

  /** All that there are now. */
  abstract Map<K, T> read(Connection connection) throws SQLException;
}
