package org.openprepaid.batch;

import java.io.Serializable;

/**
 * How far a run has gone: the checkpoint. Rows before it that are still outdated are another run's.
 *
 * @param store the name of the store it is in; stores come in the order of their names
 * @param id the last row read of it
 */
public record ResealPosition(String store, long id) implements Serializable {
  static final ResealPosition START = new ResealPosition("", 0);

  /** Whether a store, or the rest of it, is still to come. */
  boolean isBeforeEndOf(String name) {
    return name.compareTo(store) >= 0;
  }

  /** Where to go on in a store that is still to come. */
  ResealPosition in(String name) {
    return name.equals(store) ? this : new ResealPosition(name, 0);
  }
}
