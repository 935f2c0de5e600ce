package org.openprepaid.batch;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openprepaid.key.custody.Resealed;

/** Counts what the run on this node has done, and names what it could not do. */
@ApplicationScoped
public class ResealTally {
  private static final Logger LOG = Logger.getLogger(ResealTally.class.getName());

  /** Rows named in one run, at most: whoever alters a whole table shall not fill the log too. */
  private static final int MAX_NAMED = 100;

  private boolean whole;
  private long replaced;
  private long busy;
  private long broken;

  /** For the container. */
  public ResealTally() {}

  /**
   * A run begins.
   *
   * @param fromStart whether it will see every row
   */
  public synchronized void begin(boolean fromStart) {
    whole = fromStart;
    replaced = 0;
    busy = 0;
    broken = 0;
  }

  public synchronized void add(Resealed page) {
    replaced += page.replaced();
    busy += page.busy();
    name(page.broken());
    broken += page.broken().size();
  }

  private void name(List<String> rows) {
    rows.stream()
        .limit(Math.max(0, MAX_NAMED - broken))
        .forEach(row -> LOG.log(Level.SEVERE, "OP-1617 not sealed anew, left as it is: {0}", row));
  }

  /** A run has gone through its stores to the end. */
  public synchronized void end() {
    LOG.log(
        Level.INFO,
        "OP-1618 sealed anew: {0}; in use just now, left for the next run: {1}; broken: {2}",
        new Object[] {replaced, busy, broken});
  }

  /** What cannot be sealed anew, as far as a run that saw every row has found; else 0. */
  public synchronized long knownBroken() {
    return whole ? broken : 0;
  }
}
