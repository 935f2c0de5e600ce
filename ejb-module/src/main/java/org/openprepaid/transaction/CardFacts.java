package org.openprepaid.transaction;

import org.openprepaid.card.CardStatus;

/**
 * A card as the rules see it.
 *
 * @param expiry {@code YYMM}: good to the end of that month
 * @param pinFailures wrong PINs in a row
 */
public record CardFacts(
    long id,
    long accountId,
    CardStatus status,
    String expiry,
    int pinFailures,
    ProductTerms product) {

  public CardFacts withPinFailures(int failures) {
    return new CardFacts(id, accountId, status, expiry, failures, product);
  }
}
