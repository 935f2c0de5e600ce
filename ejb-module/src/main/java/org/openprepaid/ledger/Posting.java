package org.openprepaid.ledger;

import java.util.Objects;
import org.openprepaid.money.Money;

/**
 * One line of a journal entry: a credit is positive, a debit negative. So a card's balance (a
 * liability) is the sum of its postings, and an asset's is the negative of that.
 *
 * @param accountId the ledger account
 * @param amount never zero
 */
public record Posting(long accountId, Money amount) {

  public Posting {
    Objects.requireNonNull(amount, "amount");
    if (amount.isZero()) {
      throw new IllegalArgumentException("OP-1401 a posting moves something");
    }
  }

  public Posting reversed() {
    return new Posting(accountId, amount.negated());
  }
}
