package org.openprepaid.transaction;

import java.nio.ByteBuffer;
import org.openprepaid.key.SecurityModule;
import org.openprepaid.money.Currency;
import org.openprepaid.money.Money;

/**
 * How a card account's balance lies in the database: ledger balance and held amount, two big-endian
 * longs in minor units, sealed with the account and the version (rule 2), so that a value that was
 * altered, swapped or rolled back is noticed by whoever reads it.
 */
public final class SealedBalance {
  private static final int LENGTH = 2 * Long.BYTES;

  private SealedBalance() {}

  /** Seals the account's balance for the version it carries. */
  public static byte[] seal(SecurityModule security, CardAccount account) {
    byte[] clear =
        ByteBuffer.allocate(LENGTH)
            .putLong(account.balance().minor())
            .putLong(account.held().minor())
            .array();
    return security.sealBalance(account.id(), account.version(), clear);
  }

  /**
   * @throws org.openprepaid.key.SealBrokenException when it is not what was sealed for this account
   *     and version
   */
  public static CardAccount open(
      SecurityModule security, long accountId, long version, byte[] sealed, Currency currency) {
    ByteBuffer clear = ByteBuffer.wrap(security.openBalance(accountId, version, sealed));
    return new CardAccount(
        accountId,
        version,
        Money.of(clear.getLong(), currency),
        Money.of(clear.getLong(), currency));
  }
}
