package org.openprepaid.transaction;

/**
 * A message that an upstream host must get, decided together with what causes it.
 *
 * @param transactionId the transaction that is reversed or told of
 * @param reason element 39 of a reversal; {@code 00} for an advice
 */
public record Owed(Kind kind, long transactionId, String reason) {

  /** The message; the names stand in the database. */
  public enum Kind {
    REVERSAL,
    ADVICE
  }

  static Owed reversal(long transactionId, String reason) {
    return new Owed(Kind.REVERSAL, transactionId, reason);
  }

  static Owed advice(long transactionId) {
    return new Owed(Kind.ADVICE, transactionId, ResponseCode.APPROVED.code());
  }
}
