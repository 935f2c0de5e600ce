package org.openprepaid.transaction;

import java.time.LocalDateTime;
import org.openprepaid.money.Money;

/**
 * What a pre-authorisation keeps aside on a card account. While it is pending it lowers what is
 * available; it never moves money.
 *
 * @param id the id of the pre-authorisation's transaction
 * @param accountId the card account
 * @param cardId the card
 * @param merchantId whom it is kept for
 * @param authCode the authorisation code that completion and void name it by
 * @param amount what is kept
 * @param expiresAt UTC; from then on it can no longer be completed
 */
public record Hold(
    long id,
    long accountId,
    long cardId,
    String merchantId,
    String authCode,
    Money amount,
    HoldStatus status,
    LocalDateTime expiresAt) {

  public boolean isPending() {
    return status == HoldStatus.PENDING;
  }

  public boolean isOverAt(LocalDateTime now) {
    return !now.isBefore(expiresAt);
  }

  public Hold as(HoldStatus newStatus) {
    return new Hold(id, accountId, cardId, merchantId, authCode, amount, newStatus, expiresAt);
  }

  /** Pending again, with what can still be kept. */
  public Hold reinstated(Money newAmount) {
    return new Hold(
        id, accountId, cardId, merchantId, authCode, newAmount, HoldStatus.PENDING, expiresAt);
  }
}
