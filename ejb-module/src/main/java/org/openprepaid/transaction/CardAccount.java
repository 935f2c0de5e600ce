package org.openprepaid.transaction;

import org.openprepaid.money.Money;

/**
 * A card account as the rules see it.
 *
 * @param id the ledger account
 * @param version counts the stored balances; the seal is bound to it
 * @param balance the sum of its postings
 * @param held the sum of its pending holds
 */
public record CardAccount(long id, long version, Money balance, Money held) {

  /** What can be spent above the floor: balance + credit - held. */
  public Money available(Money credit) {
    return balance.plus(credit).minus(held);
  }

  public CardAccount posted(Money amount) {
    return new CardAccount(id, version, balance.plus(amount), held);
  }

  public CardAccount keeping(Money amount) {
    return new CardAccount(id, version, balance, held.plus(amount));
  }

  public CardAccount freeing(Money amount) {
    return new CardAccount(id, version, balance, held.minus(amount));
  }

  /** As it will be stored: the version grows with every store. */
  public CardAccount nextVersion() {
    return new CardAccount(id, version + 1, balance, held);
  }
}
