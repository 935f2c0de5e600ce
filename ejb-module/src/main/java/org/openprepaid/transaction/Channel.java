package org.openprepaid.transaction;

/** The door a request came through. The first letters differ: see {@link RequestKey}. */
public enum Channel {
  POS,
  REST,
  BACK_OFFICE,
  /** An upstream host that asks about our cards. */
  NETWORK
}
