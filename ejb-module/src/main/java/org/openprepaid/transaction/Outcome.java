package org.openprepaid.transaction;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.openprepaid.money.Money;

/**
 * How a request ended. A repeat gets the same outcome as the first.
 *
 * @param code the answer
 * @param transactionId the transaction's id, 0 when nothing was recorded (the system failed, or a
 *     duplicate key came with another body)
 * @param authCode six digits when approved, else empty
 * @param businessDate the business day it falls in, or {@code null} when nothing was recorded
 * @param available what the card can still spend, or {@code null} when there is no card to tell of
 * @param decidedAt when it was decided (UTC), or {@code null} when nothing was recorded
 * @param forwarding what to ask another host now; {@code null} when there is nothing to ask
 */
public record Outcome(
    ResponseCode code,
    long transactionId,
    String authCode,
    LocalDate businessDate,
    Money available,
    LocalDateTime decidedAt,
    Forwarding forwarding) {

  /** An outcome with which all is said. */
  public Outcome(
      ResponseCode code,
      long transactionId,
      String authCode,
      LocalDate businessDate,
      Money available,
      LocalDateTime decidedAt) {
    this(code, transactionId, authCode, businessDate, available, decidedAt, null);
  }

  /** An answer that leaves no trace in the database. */
  public static Outcome unrecorded(ResponseCode code) {
    return new Outcome(code, 0, "", null, null, null);
  }

  /** The same, and a host to be asked. */
  Outcome forwarding(Forwarding next) {
    return new Outcome(code, transactionId, authCode, businessDate, available, decidedAt, next);
  }

  /** Whether another host has the word, and has not spoken. */
  public boolean isPending() {
    return code == ResponseCode.IN_PROGRESS;
  }

  public boolean isRecorded() {
    return transactionId != 0;
  }

  public Rrn rrn() {
    return new Rrn(transactionId);
  }
}
