package org.openprepaid.key;

import java.util.Objects;

/**
 * The card a PIN belongs to.
 *
 * @param issuer whose keys serve it
 * @param cardId its number in the database
 * @param panDigits 12 to 19 digits
 */
public record PinCard(String issuer, long cardId, String panDigits) {
  public PinCard {
    Objects.requireNonNull(issuer, "issuer");
    Digits.requirePan(panDigits);
  }

  /** Without the card number. */
  @Override
  public String toString() {
    return "PinCard[" + issuer + " " + cardId + "]";
  }
}
