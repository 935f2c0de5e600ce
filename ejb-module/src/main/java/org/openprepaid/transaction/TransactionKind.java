package org.openprepaid.transaction;

/** What a transaction is; the names stand in the database. */
public enum TransactionKind {
  PURCHASE,
  PURCHASE_VOID,
  REFUND,
  BALANCE_INQUIRY,
  TOP_UP,
  PRE_AUTHORISATION,
  PRE_AUTHORISATION_VOID,
  COMPLETION,
  COMPLETION_ADVICE,
  COMPLETION_VOID,
  REVERSAL,
  HOLD_EXPIRY;

  /** Whether it takes back another transaction as a whole. */
  public boolean isVoid() {
    return this == PURCHASE_VOID || this == PRE_AUTHORISATION_VOID || this == COMPLETION_VOID;
  }

  public boolean isCompletion() {
    return this == COMPLETION || this == COMPLETION_ADVICE;
  }
}
