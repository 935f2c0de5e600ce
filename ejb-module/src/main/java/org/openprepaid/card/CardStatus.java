package org.openprepaid.card;

/** Where a card stands in its life; the names stand in the database. */
public enum CardStatus {
  ACTIVE,
  BLOCKED,
  LOST,
  STOLEN,
  CLOSED
}
