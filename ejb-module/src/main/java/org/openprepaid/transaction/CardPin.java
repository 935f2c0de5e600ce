package org.openprepaid.transaction;

import org.openprepaid.key.PinCheck;

/** Checks an entered PIN against a card's stored verification value. */
@FunctionalInterface
interface CardPin {
  PinCheck check(PresentedCard card, long cardId, byte[] pinVerification);
}
