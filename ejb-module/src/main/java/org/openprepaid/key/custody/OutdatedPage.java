package org.openprepaid.key.custody;

import java.sql.Connection;
import java.sql.SQLException;

/** Some rows of a {@link SealedStore} with values under another version than the active one. */
public interface OutdatedPage {
  /** How many rows; 0 when there are no more. */
  int size();

  /** Where the next page begins; not to be asked of an empty one. */
  long last();

  /**
   * Seals the values anew, in memory: nothing is locked meanwhile. Those whose seal is broken stay
   * as they are and are told by {@link #write}.
   *
   * @throws org.openprepaid.key.KeyException if the security module cannot do it now
   */
  void reseal();

  /**
   * Puts the new values in place of those that were read, where these are still there. Waits for
   * nobody: a row that somebody else has locked is left for later. So it has no part in a deadlock,
   * and others wait for it only as long as it writes.
   */
  Resealed write(Connection connection) throws SQLException;
}
