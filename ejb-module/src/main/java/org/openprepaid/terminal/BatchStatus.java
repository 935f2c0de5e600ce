package org.openprepaid.terminal;

/** Where a terminal's batch stands; the names stand in the database. */
public enum BatchStatus {
  /** Takes transactions. */
  OPEN,
  /** Waits for the details, after totals that did not agree. */
  UPLOADING
}
