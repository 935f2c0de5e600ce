package org.openprepaid.softpos.pos;

/**
 * What the journal keeps of a card.
 *
 * @param masked the number as it may be printed
 * @param sealed the message for a reversal, encrypted
 */
record SealedCard(String masked, String sealed) {}
