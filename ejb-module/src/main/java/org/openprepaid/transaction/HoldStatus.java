package org.openprepaid.transaction;

/** Pending, then posted, voided or expired; the names stand in the database. */
public enum HoldStatus {
  PENDING,
  POSTED,
  VOIDED,
  EXPIRED
}
