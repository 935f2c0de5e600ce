package org.openprepaid.transaction;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.openprepaid.money.Money;

/**
 * A transaction as it is kept. Once decided, only state, refunded and hold change.
 *
 * @param cardId 0 when the card is unknown
 * @param accountId 0 when the card is unknown
 * @param authCode six digits, empty when declined
 * @param available what the card could spend afterwards, or {@code null}
 * @param refunded how much of the amount was given back
 * @param originalId the transaction it acts on, or 0
 * @param holdId the hold it made or acts on, or 0
 * @param entryId its journal entry, or 0 when nothing was posted
 * @param upstream the host that decides about it, or {@code null} when it is on us
 */
public record TransactionRecord(
    long id,
    LocalDate businessDate,
    TransactionKind kind,
    TransactionState state,
    Origin origin,
    long cardId,
    long accountId,
    Money amount,
    ResponseCode responseCode,
    String authCode,
    Money available,
    Money refunded,
    long originalId,
    long holdId,
    long entryId,
    LocalDateTime decidedAt,
    String upstream) {

  public Outcome outcome() {
    return new Outcome(responseCode, id, authCode, businessDate, available, decidedAt);
  }

  public boolean isApproved() {
    return state == TransactionState.APPROVED;
  }

  public TransactionRecord as(TransactionState newState) {
    return with(newState, refunded);
  }

  public TransactionRecord withRefunded(Money newRefunded) {
    return with(state, newRefunded);
  }

  private TransactionRecord with(TransactionState newState, Money newRefunded) {
    return new TransactionRecord(
        id,
        businessDate,
        kind,
        newState,
        origin,
        cardId,
        accountId,
        amount,
        responseCode,
        authCode,
        available,
        newRefunded,
        originalId,
        holdId,
        entryId,
        decidedAt,
        upstream);
  }

  /**
   * Decided by what its host answered, or did not: in the business day of the answer.
   *
   * @param postedAs the journal entry, or 0
   */
  TransactionRecord answered(
      ResponseCode code, HostAnswer answer, long postedAs, LocalDate today, LocalDateTime now) {
    return new TransactionRecord(
        id,
        today,
        kind,
        code.isApproved() ? TransactionState.APPROVED : TransactionState.DECLINED,
        origin,
        cardId,
        accountId,
        amount,
        code,
        code.isApproved() ? answer.authCode() : "",
        answer.available(),
        refunded,
        originalId,
        holdId,
        postedAs,
        now,
        upstream);
  }
}
