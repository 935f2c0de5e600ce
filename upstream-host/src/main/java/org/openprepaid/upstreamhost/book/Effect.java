package org.openprepaid.upstreamhost.book;

/** What a booking did. */
public enum Effect {
  /** What was asked for. */
  DONE,
  /** Nothing: it was refused. */
  DECLINED,
  /** A reversal undid its original. */
  REVERSED,
  /** A reversal found nothing, and left a mark for an original that may still come. */
  MARKED,
  /** A reversal found an original that had nothing left to undo. */
  NOTHING_TO_UNDO
}
