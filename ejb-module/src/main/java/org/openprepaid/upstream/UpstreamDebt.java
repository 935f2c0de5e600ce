package org.openprepaid.upstream;

import java.time.LocalDateTime;

/**
 * What a host must still be told of a transaction: a row of {@code upstream_debt}.
 *
 * @param transactionId the transaction that is reversed, or told of
 * @param reason why it is reversed (element 39 of the message); {@code 00} for an advice
 * @param trace element 11 of the message, the same however often it is sent
 * @param transmittedAt element 7, UTC, the same however often it is sent
 * @param tries how often it was sent, or could not be
 * @param hostCode element 39 of the last answer, empty without one
 */
public record UpstreamDebt(
    long id,
    Kind kind,
    long transactionId,
    String host,
    String reason,
    int trace,
    LocalDateTime transmittedAt,
    Status status,
    int tries,
    String hostCode,
    LocalDateTime createdAt) {

  /** The message that is owed. */
  public enum Kind {
    /** 0420, at a repetition 0421. */
    REVERSAL,
    /** 0220, at a repetition 0221. */
    ADVICE
  }

  /** Where it stands; the names stand in the database. */
  public enum Status {
    /** To be relayed to the queue. */
    OWED,
    /** A message is in the queue. */
    QUEUED,
    /** The host has it. */
    SETTLED,
    /** Given up; an operator decides. */
    DEAD,
    /** An operator has decided, and said why. */
    CLOSED
  }
}
