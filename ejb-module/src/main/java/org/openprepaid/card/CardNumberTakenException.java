package org.openprepaid.card;

/** A drawn card number was issued already, so nothing of the chunk was stored: draw again. */
public class CardNumberTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CardNumberTakenException(Throwable cause) {
    super("OP-1605 a card number is taken", cause);
  }
}
