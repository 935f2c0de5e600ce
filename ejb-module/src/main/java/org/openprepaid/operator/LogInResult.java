package org.openprepaid.operator;

/** How an attempt to log in ended; the caller is told only whether it was accepted. */
public enum LogInResult {
  ACCEPTED,
  WRONG_PASSWORD,
  /** This attempt was the last of the allowed wrong ones. */
  NOW_LOCKED,
  /** Not even checked: too many wrong passwords lately. */
  LOCKED,
  INACTIVE,
  UNKNOWN;

  /** The action by which the audit trail knows log-ins. */
  static final String ACTION = "LOG_IN";

  /**
   * Whether the audit trail tells of it: a guesser at a log-in that is locked already must not be
   * able to fill it.
   */
  boolean isRecorded() {
    return this != LOCKED;
  }

  /** How the audit trail calls it. */
  String outcome() {
    return this == ACCEPTED ? "ACCEPTED" : "REFUSED";
  }

  /** What the audit trail says besides. */
  String detail() {
    return this == ACCEPTED ? "" : name();
  }
}
