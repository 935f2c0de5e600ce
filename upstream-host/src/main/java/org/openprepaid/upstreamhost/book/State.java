package org.openprepaid.upstreamhost.book;

/** How a transaction stands with the host. */
public enum State {
  /** Accepted, and in effect. */
  APPROVED,
  /** Refused; nothing happened. */
  DECLINED,
  /** A pre-authorisation that a completion has used up. */
  COMPLETED,
  /** Taken back by a void. */
  VOIDED,
  /** Undone by a reversal. */
  REVERSED
}
