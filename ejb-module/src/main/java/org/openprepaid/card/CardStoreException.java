package org.openprepaid.card;

/** The card tables cannot be read or written. */
public class CardStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CardStoreException(Throwable cause) {
    super("OP-1606 cards cannot be read or written", cause);
  }
}
