package org.openprepaid.transaction;

/** Where a transaction stands; the names stand in the database. */
public enum TransactionState {
  /** Another host was asked and has not answered. */
  PENDING,
  APPROVED,
  DECLINED,
  /** Undone by a reversal. */
  REVERSED,
  /** Taken back by a void. */
  VOIDED,
  /** Of a pre-authorisation that another host holds: used up by a completion. */
  COMPLETED
}
