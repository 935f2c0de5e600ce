package org.openprepaid.upstream;

import java.time.LocalDateTime;
import org.openprepaid.iso8583.IsoText;

/**
 * What came from a host and was not posted.
 *
 * @param transactionId the transaction it may be about, or 0
 * @param evidence the masked message, at most 500 printable ASCII characters
 * @param receivedAt UTC
 * @param approval whether the host says, for certain, that it has approved the transaction
 */
record Stray(
    String host,
    long transactionId,
    Why why,
    String evidence,
    LocalDateTime receivedAt,
    boolean approval) {
  private static final int MAX_EVIDENCE = 500;

  /** Why it was not posted; the names stand in the database. */
  enum Why {
    /** Nobody asked, or nobody waits any longer, or it was answered already. */
    UNASKED,
    /** Approved after the transaction had been decided otherwise. */
    LATE,
    BAD_MAC,
    OTHER_AMOUNT,
    OTHER_CARD,
    /** Something else in it contradicts the request, or is missing. */
    CONTRADICTORY,
    /** A message of a type that is not served. */
    UNKNOWN_TYPE
  }

  static Stray of(String host, long transactionId, Why why, Object message, LocalDateTime at) {
    String text = IsoText.printable(message.toString());
    return new Stray(
        host,
        transactionId,
        why,
        text.length() <= MAX_EVIDENCE ? text : text.substring(0, MAX_EVIDENCE - 1) + "~",
        at,
        false);
  }

  /** The same, where it is certain that the host has approved what it is about. */
  Stray ofApproval() {
    return new Stray(host, transactionId, why, evidence, receivedAt, true);
  }
}
