package org.openprepaid.upstreamhost.journal;

import org.openprepaid.upstreamhost.book.Effect;
import org.openprepaid.upstreamhost.book.Kind;
import org.openprepaid.upstreamhost.book.MessageKey;
import org.openprepaid.upstreamhost.book.State;

/**
 * A transaction as the host sees it in the end.
 *
 * @param key message type, 11, 7 and 32 of its request
 * @param rrn element 37
 * @param kind what was asked for
 * @param maskedPan the card
 * @param amount in minor units
 * @param responseCode what the host answered
 * @param authCode element 38, or null
 * @param original what it was about, or null
 * @param effect what it did when it came
 * @param state how it stands
 * @param refunded how much of it was given back by refunds, in minor units
 */
public record HostTransaction(
    MessageKey key,
    String rrn,
    Kind kind,
    String maskedPan,
    long amount,
    String responseCode,
    String authCode,
    MessageKey original,
    Effect effect,
    State state,
    long refunded) {}
