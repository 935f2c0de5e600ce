package org.openprepaid.transaction;

import org.openprepaid.card.PanHash;

/**
 * What passed between us and an upstream host about one transaction.
 *
 * @param sent the message that asked
 * @param card the keyed hash of the card number, which is not ours and so has no card
 * @param hostCode element 39 of the answer as it came, empty without one
 * @param authCode the host's authorisation code, empty without one
 */
public record Exchange(
    long transactionId,
    Transmission sent,
    PanHash card,
    Status status,
    String hostCode,
    String authCode) {

  /** How far it has come; the names stand in the database. */
  public enum Status {
    /** Sent, or about to be; the answer is awaited. */
    PENDING,
    /** The host answered. */
    ANSWERED,
    /** It never left: nothing is in doubt. */
    UNSENT,
    /** No answer that can be used: the host may have decided anything. */
    UNKNOWN,
    /** Decided here, and the host is told of it until it has it (0220). */
    ADVISED
  }

  /** Asks, or tells, of a new transaction. */
  static Exchange begun(long transactionId, Transmission sent, PanHash card, Status status) {
    return new Exchange(transactionId, sent, card, status, "", "");
  }

  Exchange ended(HostAnswer answer) {
    return new Exchange(
        transactionId, sent, card, answer.status(), answer.hostCode(), answer.authCode());
  }
}
