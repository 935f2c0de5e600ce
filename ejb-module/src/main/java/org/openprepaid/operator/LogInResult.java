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
  UNKNOWN
}
