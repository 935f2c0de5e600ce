package org.openprepaid.key;

import java.util.EnumSet;
import java.util.Set;

/** Where a key is in its life (the states of NIST SP 800-57 part 1, section 7). */
public enum KeyState {
  /** Made or imported, in use for nothing yet. Every node may read with it. */
  PENDING,
  /** The one of its name that is used for what is new. */
  ACTIVE,
  /** Another version took its place: it still opens what it sealed, and makes nothing new. */
  SUPERSEDED,
  /** Somebody else may know it: as superseded, and to be replaced everywhere at once. */
  COMPROMISED,
  /** Its block is gone; the name, the check value and the history stay. */
  DESTROYED;

  /** Whether a key in this state may go over to another one. Nothing comes back to life. */
  public boolean mayBecome(KeyState next) {
    Set<KeyState> allowed =
        switch (this) {
          case PENDING -> EnumSet.of(ACTIVE, COMPROMISED, DESTROYED);
          case ACTIVE -> EnumSet.of(SUPERSEDED, COMPROMISED);
          case SUPERSEDED -> EnumSet.of(COMPROMISED, DESTROYED);
          case COMPROMISED -> EnumSet.of(DESTROYED);
          case DESTROYED -> EnumSet.noneOf(KeyState.class);
        };
    return allowed.contains(next);
  }
}
