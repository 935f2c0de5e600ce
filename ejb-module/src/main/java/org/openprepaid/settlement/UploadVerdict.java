package org.openprepaid.settlement;

/** What became of an uploaded detail; the names stand in the database. */
public enum UploadVerdict {
  MATCHED,
  /** No transaction of this card and trace stands in the batch. */
  UNKNOWN,
  AMOUNT_DIFFERS
}
