package org.openprepaid.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.custody.SealedStore;

/**
 * Looks every minute whether something is under an older version of a key. A store that has nothing
 * is not asked again until a key is rotated. One thread looks; any may ask what is left.
 */
final class ResealWatch {
  /** When only broken values are left, the job tries them every so many looks: hourly. */
  static final int LOOKS_BETWEEN_TRIES = 60;

  private static final Logger LOG = Logger.getLogger(ResealWatch.class.getName());

  private final List<Watched> stores;
  private int looksWithoutTry;

  /** A store and what is known of it. */
  static final class Watched {
    private final SealedStore store;
    private String wanted = "";
    private boolean settled;
    private long due;
    private volatile long left;

    private Watched(SealedStore store) {
      this.store = store;
    }

    String name() {
      return store.name();
    }

    /** How many rows had something under an older version at the last look. */
    long left() {
      return left;
    }

    /** Whether a key was rotated since the look before. */
    private boolean look(Connection connection) throws SQLException {
      String now = store.wanted(connection);
      boolean isNews = !now.equals(wanted);
      if (isNews || !settled) {
        tell(store.outdated(connection), now);
        wanted = now;
        settled = left == 0 && !isNews;
        // until the next look another node may still write under the version before
        due = isNews ? 0 : left;
      }
      return isNews;
    }

    private void tell(long count, String versions) {
      if (count > 0 && count != left) {
        LOG.log(
            Level.INFO,
            "OP-1616 {0}: {1} to be sealed anew, under {2}",
            new Object[] {store.name(), count, versions});
      }
      left = count;
    }
  }

  ResealWatch(List<SealedStore> stores) {
    this.stores = stores.stream().map(Watched::new).toList();
  }

  List<Watched> stores() {
    return stores;
  }

  /**
   * Looks at every store.
   *
   * @param knownBroken how many values the last run could not seal anew
   * @return whether the job has something to do
   */
  boolean isAnythingDue(Connection connection, long knownBroken) throws SQLException {
    long due = 0;
    for (Watched watched : stores) {
      if (watched.look(connection)) {
        looksWithoutTry = LOOKS_BETWEEN_TRIES;
      }
      due += watched.due;
    }
    if (due == 0) {
      return false;
    }
    if (due > knownBroken || ++looksWithoutTry > LOOKS_BETWEEN_TRIES) {
      looksWithoutTry = 0;
      return true;
    }
    return false;
  }
}
