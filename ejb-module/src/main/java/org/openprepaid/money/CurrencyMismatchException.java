package org.openprepaid.money;

/**
 * Two amounts of different currencies met where one currency was meant: always a programming error.
 */
public class CurrencyMismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public CurrencyMismatchException(Currency expected, Currency found) {
    super("expected " + expected + ", found " + found);
  }
}
