package org.openprepaid.settlement;

import java.util.Objects;

/**
 * A transaction that the terminal tells again after its totals did not agree.
 *
 * @param cardType two digits, the terminal's classification
 * @param trace the transaction's trace
 * @param maskedPan the card number, masked, at most 20 characters
 * @param amount in minor units
 */
public record UploadedTransaction(String cardType, int trace, String maskedPan, long amount) {
  public UploadedTransaction {
    Objects.requireNonNull(cardType, "cardType");
    Objects.requireNonNull(maskedPan, "maskedPan");
  }
}
