package org.openprepaid.upstreamhost.book;

/**
 * What the host decided about one request, and all that is needed to do it again from the journal.
 *
 * @param key which message
 * @param kind what was asked for
 * @param card the card's token
 * @param maskedPan the card as it may be seen
 * @param amount in minor units
 * @param rrn element 37
 * @param original what it was about, or null
 * @param responseCode element 39 of the answer
 * @param authCode element 38 of the answer, or null
 * @param settlementDate element 15 of the answer, MMDD
 * @param effect what it did
 * @param balanceChange of the card, in minor units
 * @param heldChange of what is held on the card, in minor units
 */
public record Booking(
    MessageKey key,
    Kind kind,
    String card,
    String maskedPan,
    long amount,
    String rrn,
    MessageKey original,
    String responseCode,
    String authCode,
    String settlementDate,
    Effect effect,
    long balanceChange,
    long heldChange) {

  /** Whether the answer says yes. */
  public boolean isApproved() {
    return responseCode.equals("00");
  }
}
