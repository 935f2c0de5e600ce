package org.openprepaid.ledger;

import org.openprepaid.money.Currency;

/** The institution's own ledger accounts: a few fixed ids, laid down by the first migration. */
public final class InstitutionAccounts {
  private static final long RESERVE_BANK_CNY = 1;
  private static final long SUSPENSE_CNY = 2;

  private InstitutionAccounts() {}

  /** The customers' funds at the reserve bank: an asset. */
  public static long reserveBank(Currency currency) {
    requireCarried(currency);
    return RESERVE_BANK_CNY;
  }

  /** What waits for a person to settle it: the shortfall of a card whose money was spent. */
  public static long suspense(Currency currency) {
    requireCarried(currency);
    return SUSPENSE_CNY;
  }

  private static void requireCarried(Currency currency) {
    if (currency != Currency.CNY) {
      throw new IllegalArgumentException("OP-1404 no institution accounts in " + currency);
    }
  }
}
