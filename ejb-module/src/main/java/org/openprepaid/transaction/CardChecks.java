package org.openprepaid.transaction;

import org.openprepaid.key.PinCheck;

/** Checks what was presented with a card against what its issuer knows. */
interface CardChecks {
  /**
   * The entered PIN.
   *
   * @param reference what is stored of the card's PIN; {@code null} if there is none
   */
  PinCheck pin(PresentedCard presented, CardFacts card, byte[] reference);

  /** Whether the stripe carries the card's verification value. */
  boolean isGenuine(PresentedCard presented, CardFacts card);
}
