package org.openprepaid.upstreamhost.book;

/**
 * A request as the book needs it.
 *
 * @param key which message it is
 * @param kind what is asked for
 * @param card the card's token, see {@link CardFile}
 * @param maskedPan the card as it may be seen
 * @param amount in minor units; 0 of an inquiry
 * @param rrn element 37
 * @param authCode element 38, or null
 * @param original what it is about, or null
 * @param refusal the response code that card, PIN or expiry led to, or null when they are in order
 */
public record Request(
    MessageKey key,
    Kind kind,
    String card,
    String maskedPan,
    long amount,
    String rrn,
    String authCode,
    MessageKey original,
    String refusal) {}
